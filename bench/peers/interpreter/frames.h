/* Frames of paths, the running thread, and the timers that interrupt it. */

/* A frame: a header below the slots of the path. */
enum { HEADER = 6, BURST = 6, RETURN = 5, CALLER = 4, PLACE = 3, TOP = 2, KIND = 1 };
enum { CALL_FRAME, INTERRUPT_FRAME, KERNEL_FRAME };
enum { FINISHED = -1 };

typedef struct {
  int32_t entry, slots, parameters, has_body;
} path_row;

typedef struct {
  int64_t next, sequence, period;
  int32_t path;
} timer;

static path_row *paths;
static size_t path_count;
static timer *timers;
static size_t timer_count;
static int64_t timer_sequence, next_event = INT64_MAX;
static int32_t switch_hook, interrupt_hook, main_thread;
/* Thread switches, page faults, interrupts. */
static int64_t *counters;
static size_t counter_count, stack_count;
static int64_t pc;

static void push_frame(int32_t path, int64_t frame, int64_t kind) {
  stack[frame - BURST] = threads.spin[running_thread];
  threads.spin[running_thread] = 0;
  stack[frame - RETURN] = pc;
  stack[frame - CALLER] = fp;
  stack[frame - PLACE] = cpu.place;
  stack[frame - TOP] = frame + paths[path].slots;
  stack[frame - KIND] = kind;
  if (frame + paths[path].slots + HEADER + MEMBERS > (running_thread + 1) * STACK_SLOTS) fail("a stack", "overflows");
  fp = frame;
  pc = paths[path].entry;
}

/* Enters a path of the structure between two steps of the running thread. */
static void enter_hook(int32_t hook, int64_t kind, int64_t body, const int64_t *values, size_t count) {
  int64_t frame = stack[fp - TOP] + HEADER;
  int64_t *slot = stack + frame;
  if (paths[hook].has_body) {
    *slot++ = body;
    for (size_t i = 0; i < BODY_ARGUMENTS; i++) *slot++ = i < count ? values[i] : 0;
  }
  for (size_t i = 0; i < count; i++) slot[i] = values[i];
  push_frame(hook, frame, kind);
}

static void enter_body(void) {
  int32_t body = (int32_t)stack[fp];
  int64_t frame = stack[fp - TOP] + HEADER;
  int64_t first = paths[body].has_body ? frame + BODY_ARGUMENTS + 1 : frame;
  for (int32_t i = 0; i < paths[body].parameters && i < BODY_ARGUMENTS; i++) stack[first + i] = stack[fp + 1 + i];
  push_frame(body, frame, CALL_FRAME);
}

/* Returns from a path; true when the main program has ended. */
static bool leave(void) {
  int64_t return_to = stack[fp - RETURN];
  if (return_to == FINISHED) {
    if (running_thread != main_thread) fail("the end of a thread", "in the steady state");
    return true;
  }
  threads.spin[running_thread] = stack[fp - BURST];
  int64_t kind = stack[fp - KIND];
  if (kind == INTERRUPT_FRAME) threads.in_interrupt[running_thread] = 0;
  if (kind == KERNEL_FRAME) threads.kernel_depth[running_thread]--;
  cpu.place = (int32_t)stack[fp - PLACE];
  fp = stack[fp - CALLER];
  pc = return_to;
  return false;
}

/* Saves the running thread's registers and runs the next. */
static void dispatch(void) {
  int32_t from = running_thread;
  threads.program_counter[from] = (int32_t)pc;
  threads.frame_pointer[from] = (int32_t)fp;
  int32_t to = next_thread();
  threads.state[to] = THREAD_running;
  running_thread = to;
  pc = threads.program_counter[to];
  fp = threads.frame_pointer[to];
  self = threads.process[to];
  if (from == to) return;
  counters[0]++;
  bool same_space = to == IDLE_THREAD || space_of(self) == cpu.space;
  int64_t values[] = {from == IDLE_THREAD, to == IDLE_THREAD, threads.kernel_depth[to] > 0, same_space};
  enter_hook(switch_hook, CALL_FRAME, 0, values, 4);
}

/* The timer that is due first; of two that are due together, the one that was set first. */
static timer *first_timer(void) {
  timer *first = timers;
  for (timer *t = timers + 1; t < timers + timer_count; t++) {
    if (t->next < first->next || (t->next == first->next && t->sequence < first->sequence)) first = t;
  }
  return first;
}

static void take_event(void) {
  timer *due = first_timer();
  due->next += due->period;
  due->sequence = timer_sequence++;
  next_event = first_timer()->next;
  counters[2]++;
  threads.in_interrupt[running_thread] = 1;
  enter_hook(interrupt_hook, INTERRUPT_FRAME, due->path, NULL, 0);
}

/* User code beyond its first pass, interruptible at any instruction; whether it is done. */
static bool spin(int64_t instructions) {
  int64_t left = threads.spin[running_thread] > 0 ? threads.spin[running_thread] : instructions;
  int64_t count = left;
  if (cost.instruction > 0 && !threads.in_interrupt[running_thread] && next_event != INT64_MAX) {
    int64_t possible = (next_event - cpu.now + cost.instruction - 1) / cost.instruction;
    if (possible < left) count = possible;
  }
  charge(CAUSE_instructions, count * cost.instruction);
  threads.spin[running_thread] = left - count;
  return left == count;
}

static void read_timers(void) {
  int64_t *due = read_int64_t("timers.due", &timer_count);
  int64_t *periods = read_int64_t("timers.periods", NULL);
  int32_t *handlers = read_int32_t("timers.paths", NULL);
  timers = calloc(timer_count + 1, sizeof *timers);
  if (!timers) fail("no memory for", "timers");
  for (size_t t = 0; t < timer_count; t++) timers[t] = (timer){due[t], timer_sequence++, periods[t], handlers[t]};
  if (timer_count > 0) next_event = first_timer()->next;
}

static void read_frames(void) {
  paths = (path_row *)read_int32_t("paths", &path_count);
  switch_hook = (int32_t)read_scalar("switch-hook");
  interrupt_hook = (int32_t)read_scalar("interrupt-hook");
  read_timers();
  counters = read_int64_t("counters", &counter_count);
  stack = read_int64_t("stack", &stack_count);
  main_thread = running_thread = (int32_t)read_scalar("thread");
  pc = read_scalar("pc");
  fp = read_scalar("fp");
  self = read_scalar("self");
}

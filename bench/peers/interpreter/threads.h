/* Threads, the ready queue and the wait queues of model/kernels/engine/threads.ts. */

static struct {
  int32_t *state, *program_counter, *frame_pointer, *process, *kernel_depth, *in_interrupt, *slice;
  int64_t *spin, *waiting_for;
  int32_t *ready, *waiting;
  size_t ready_count, waiting_count, count;
  bool must_reschedule, goodness;
  int32_t slice_ticks;
} threads;

enum { WAKE_UP_MARGIN = 3 };

static void remove_at(int32_t *list, size_t *count, size_t at) {
  --*count;
  memmove(list + at, list + at + 1, (*count - at) * sizeof *list);
}

static void make_ready(int32_t thread) {
  threads.state[thread] = THREAD_ready;
  threads.ready[threads.ready_count++] = thread;
}

static void block(int32_t thread, int64_t queue) {
  threads.state[thread] = THREAD_blocked;
  threads.waiting_for[thread] = queue;
  threads.waiting[threads.waiting_count++] = thread;
}

static void wake(int64_t queue, int32_t current) {
  for (size_t at = 0; at < threads.waiting_count;) {
    int32_t thread = threads.waiting[at];
    if (threads.waiting_for[thread] != queue) {
      at++;
      continue;
    }
    remove_at(threads.waiting, &threads.waiting_count, at);
    threads.waiting_for[thread] = -1;
    make_ready(thread);
    bool ahead = threads.goodness && threads.slice[thread] > threads.slice[current] + WAKE_UP_MARGIN;
    if (current == IDLE_THREAD || ahead) threads.must_reschedule = true;
  }
}

static int64_t waiters_of(int64_t queue) {
  int64_t count = 0;
  for (size_t at = 0; at < threads.waiting_count; at++) {
    if (threads.waiting_for[threads.waiting[at]] == queue) count++;
  }
  return count;
}

static void account_tick(int32_t current) {
  if (current == IDLE_THREAD || --threads.slice[current] > 0) return;
  threads.slice[current] = threads.goodness ? 0 : threads.slice_ticks;
  threads.must_reschedule = true;
}

/* Takes the next thread to run out of the ready queue. */
static int32_t next_thread(void) {
  threads.must_reschedule = false;
  if (threads.ready_count == 0) return IDLE_THREAD;
  size_t best = 0;
  if (threads.goodness) {
    for (size_t at = 1; at < threads.ready_count; at++) {
      if (threads.slice[threads.ready[at]] > threads.slice[threads.ready[best]]) best = at;
    }
    if (threads.slice[threads.ready[best]] == 0) {
      for (size_t t = 1; t < threads.count; t++) threads.slice[t] = (threads.slice[t] >> 1) + threads.slice_ticks;
    }
  }
  int32_t thread = threads.ready[best];
  remove_at(threads.ready, &threads.ready_count, best);
  return thread;
}

/* A queue of threads, with room for all of them. */
static int32_t *read_queue(const char *name, size_t *count) {
  int32_t *queue = read_int32_t(name, count);
  queue = realloc(queue, (threads.count + 1) * sizeof *queue);
  if (!queue) fail("no memory for", name);
  return queue;
}

static void read_threads(void) {
  threads.state = read_int32_t("threads.state", NULL);
  threads.program_counter = read_int32_t("threads.pc", NULL);
  threads.frame_pointer = read_int32_t("threads.fp", NULL);
  threads.process = read_int32_t("threads.process", NULL);
  threads.kernel_depth = read_int32_t("threads.kernel-depth", NULL);
  threads.in_interrupt = read_int32_t("threads.in-interrupt", NULL);
  threads.slice = read_int32_t("threads.slice", NULL);
  threads.spin = read_int64_t("threads.spin", NULL);
  threads.waiting_for = read_int64_t("threads.waiting-for", NULL);
  threads.count = (size_t)read_scalar("threads.count");
  threads.ready = read_queue("threads.ready", &threads.ready_count);
  threads.waiting = read_queue("threads.waiting", &threads.waiting_count);
  threads.must_reschedule = read_scalar("threads.must-reschedule") != 0;
  threads.goodness = read_scalar("threads.goodness") != 0;
  threads.slice_ticks = (int32_t)read_scalar("threads.slice-ticks");
}

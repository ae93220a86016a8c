/*
 * The interpreter of model/kernels in C: goes on from a snapshot of a simulation to the end of its main program, over
 * the same compiled codes, caches, TLBs and bus. In the steady state there are no page faults, disk requests, new
 * processes or random choices; it has no code for them and says so when it meets one.
 *
 *   interpreter SNAPSHOT
 *
 * prints "hash nanoseconds steps ticks", nanoseconds of CPU time. codes.h holds the numbers that the model gives to
 * operations, causes and states.
 */
#include "codes.h"
#include "snapshot.h"
#include "hardware.h"
#include "memory.h"
#include "threads.h"
#include "expressions.h"
#include "frames.h"
#include "fingerprint.h"

#include <time.h>

static int32_t *code;
static int64_t *hardware_ticks;
static int32_t *hardware_causes;
static int64_t *part_ticks, *measure_ticks, *measure_operations, *measure_start;
static size_t part_count, measure_count;
static int64_t part, part_start;
static int64_t steps;

static void flush_part(void) {
  if (part >= 0) part_ticks[part] += cpu.now - part_start;
  part_start = cpu.now;
}

static void interpret(void) {
  for (;;) {
    if (cpu.now >= next_event && !threads.in_interrupt[running_thread]) {
      take_event();
      continue;
    }
    steps++;
    const int32_t *at = code + pc;
    switch (at[0]) {
      case OP_run:
        for (int32_t piece = at[1]; piece < at[1] + at[2]; piece++) run_function(functions + piece);
        pc += 3;
        break;
      case OP_call: {
        int64_t frame = stack[fp - TOP] + HEADER;
        for (int32_t i = 0; i < at[2]; i++) stack[frame + i] = evaluate(at[3 + i]);
        pc += 3 + at[2];
        push_frame(at[1], frame, CALL_FRAME);
        break;
      }
      case OP_leave:
        if (leave()) return;
        break;
      case OP_set:
        stack[fp + at[1]] = evaluate(at[2]);
        pc += 3;
        break;
      case OP_jump:
        pc = at[1];
        break;
      case OP_jumpUnless:
        pc = evaluate(at[1]) != 0 ? pc + 3 : at[2];
        break;
      case OP_loop:
        pc = --stack[fp + at[1]] > 0 ? at[2] : pc + 4;
        break;
      case OP_hardware:
        charge(hardware_causes[at[1]], hardware_ticks[at[1]] * at[2]);
        pc += 3;
        break;
      case OP_touch:
        require_references(at[1], at[2]);
        for (int32_t i = 0; i < at[2]; i++) touch_reference(references + at[1] + i);
        pc += 3;
        break;
      case OP_copy:
        copy(evaluate(at[1]), evaluate(at[2]), evaluate(at[3]), constants[at[4]], at[5]);
        pc += 6;
        break;
      case OP_fill:
        fill_memory(evaluate(at[1]), evaluate(at[2]), at[3]);
        pc += 4;
        break;
      case OP_scan:
        scan(evaluate(at[1]), evaluate(at[2]), constants[at[3]], at[4]);
        pc += 5;
        break;
      case OP_body:
        pc++;
        enter_body();
        break;
      case OP_setField: {
        int64_t object = evaluate(at[1]);
        object_fields[object * MEMBERS + at[2]] = evaluate(at[3]);
        pc += 4;
        break;
      }
      case OP_wait:
        pc += 2;
        block(running_thread, evaluate(at[1]));
        dispatch();
        break;
      case OP_wake:
        wake(evaluate(at[1]), running_thread);
        pc += 2;
        break;
      case OP_enter: {
        int64_t frame = stack[fp - TOP] + HEADER;
        stack[frame] = at[1];
        for (int32_t i = 0; i < at[3]; i++) stack[frame + 1 + i] = evaluate(at[4 + i]);
        pc += 4 + at[3];
        threads.kernel_depth[running_thread]++;
        push_frame(at[2], frame, KERNEL_FRAME);
        break;
      }
      case OP_spin:
        if (spin(at[1])) pc += 2;
        break;
      case OP_place:
        cpu.place = at[1];
        pc += 2;
        break;
      case OP_part:
        flush_part();
        part = at[1];
        pc += 2;
        break;
      case OP_enterSpace: {
        int32_t space = at[1] == 0 ? space_of(self) : SERVER_SPACE;
        if (cpu.space != space) load_space(space, directories[space]);
        pc += 2;
        break;
      }
      case OP_flushTlb:
        load_space(cpu.space, cpu.directory_frame);
        pc++;
        break;
      case OP_taskSwitch: {
        int32_t space = space_of(self);
        charge(CAUSE_task_switch, cost.task_switch);
        if (cpu.space != space) install_space(space, directories[space]);
        pc++;
        break;
      }
      case OP_reschedule:
        pc++;
        if (!threads.must_reschedule) break;
        threads.must_reschedule = false;
        if (threads.ready_count == 0) break;
        if (running_thread != IDLE_THREAD) make_ready(running_thread);
        dispatch();
        break;
      case OP_accountTick:
        account_tick(running_thread);
        pc++;
        break;
      case OP_halt:
        if (threads.ready_count == 0) fail("nothing to run", "in the steady state");
        dispatch();
        break;
      case OP_measureStart:
        measure_start[at[1]] = cpu.now;
        pc += 2;
        break;
      case OP_measureEnd:
        measure_ticks[at[1]] += cpu.now - measure_start[at[1]];
        measure_operations[at[1]] += evaluate(at[2]);
        pc += 3;
        break;
      default:
        fprintf(stderr, "interpreter: operation %d at %lld is not for the steady state\n", at[0], (long long)pc);
        exit(1);
    }
  }
}

static void read_snapshot(const char *file) {
  snapshot = fopen(file, "rb");
  if (!snapshot) fail("cannot read", file);
  read_hardware();
  read_memory();
  read_threads();
  read_expressions();
  read_frames();
  code = read_int32_t("code", NULL);
  hardware_ticks = read_int64_t("hardware.ticks", NULL);
  hardware_causes = read_int32_t("hardware.causes", NULL);
  part_ticks = read_int64_t("part-ticks", &part_count);
  measure_ticks = read_int64_t("measure-ticks", &measure_count);
  measure_operations = read_int64_t("measure-operations", NULL);
  measure_start = calloc(measure_count + 1, sizeof *measure_start);
  if (!measure_start) fail("no memory for", "measures");
  part = read_scalar("part");
  part_start = read_scalar("part-start");
  fclose(snapshot);
}

/* As hashOfState of steady-state.ts does. */
static void hash_state(void) {
  hash_value((double)cpu.now);
  hash_value((double)cpu.bus_busy_until);
  HASH_ARRAY(charges, charge_count);
  HASH_ARRAY(counters, counter_count);
  HASH_ARRAY(part_ticks, part_count);
  HASH_ARRAY(measure_ticks, measure_count);
  HASH_ARRAY(measure_operations, measure_count);
  hash_cache(&cpu.l1_instruction);
  hash_cache(&cpu.l1_data);
  hash_cache(&cpu.l2);
  HASH_ARRAY(cpu.instruction_tlb.keys, cpu.instruction_tlb.size);
  HASH_ARRAY(cpu.data_tlb.keys, cpu.data_tlb.size);
  HASH_ARRAY(cpu.large_instruction_tlb.keys, cpu.large_instruction_tlb.size);
  HASH_ARRAY(cpu.large_data_tlb.keys, cpu.large_data_tlb.size);
  HASH_ARRAY(object_fields, field_count);
  HASH_ARRAY(stack, stack_count);
}

static int64_t cpu_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: interpreter SNAPSHOT\n");
    return 2;
  }
  read_snapshot(argv[1]);
  int64_t start = cpu_nanoseconds();
  interpret();
  int64_t nanoseconds = cpu_nanoseconds() - start;
  flush_part();
  hash_state();
  printf("%08x%08x %lld %lld %lld\n", high, low, (long long)nanoseconds, (long long)steps, (long long)cpu.now);
  return 0;
}

/*
 * The bare heap of bare-heap.ts in C: a binary heap with the key (time, sequence), of fixed capacity.
 *
 *   event_queue hold PENDING HOLDS
 *   event_queue mm1 CUSTOMERS
 *
 * prints "checksum nanoseconds"; the nanoseconds are those of the workload alone.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  int64_t time;
  int64_t sequence;
  int32_t kind;
  int32_t argument;
} event;

typedef struct {
  event *events;
  int32_t size;
  int64_t sequence;
} heap;

static heap heap_new(size_t capacity) {
  heap queue = {calloc(capacity, sizeof(event)), 0, 0};
  if (!queue.events) exit(1);
  return queue;
}

static void heap_push(heap *queue, int64_t time, int32_t kind, int32_t argument) {
  event *events = queue->events;
  int32_t at = queue->size++;
  while (at > 0) {
    int32_t parent = (at - 1) >> 1;
    if (events[parent].time <= time) break;
    events[at] = events[parent];
    at = parent;
  }
  events[at] = (event){time, queue->sequence++, kind, argument};
}

static bool before(const event *a, const event *b) {
  return a->time < b->time || (a->time == b->time && a->sequence < b->sequence);
}

static bool heap_pop(heap *queue, event *earliest) {
  if (queue->size == 0) return false;
  event *events = queue->events;
  *earliest = events[0];
  int32_t last = --queue->size;
  event moved = events[last];
  int32_t at = 0;
  for (;;) {
    int32_t child = 2 * at + 1;
    if (child >= last) break;
    int32_t right = child + 1;
    if (right < last && before(&events[right], &events[child])) child = right;
    if (before(&moved, &events[child])) break;
    events[at] = events[child];
    at = child;
  }
  events[at] = moved;
  return true;
}

/* The draws of random-ticks.ts. */
static uint32_t next_ticks(uint32_t *state) {
  uint32_t x = *state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  *state = x;
  uint32_t zeros = (uint32_t)__builtin_clz(x);
  uint32_t fraction = ((x << zeros) << 1) >> 16;
  uint32_t bend = (((fraction * (65536 - fraction)) >> 16) * 22) >> 6;
  return ((zeros + 1) << 16) - fraction - bend;
}

static int64_t nanoseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

typedef struct {
  int64_t checksum;
  int64_t nanoseconds;
} measurement;

static measurement hold(int32_t pending, int32_t holds) {
  const int64_t epoch = INT64_C(1) << 33;
  heap queue = heap_new((size_t)pending);
  uint32_t ticks = 1;
  for (int32_t i = 0; i < pending; i++) heap_push(&queue, epoch + next_ticks(&ticks), 0, i);

  int64_t start = nanoseconds_now();
  uint32_t checksum = 0;
  event earliest;
  for (int32_t held = 0; held < holds; held++) {
    heap_pop(&queue, &earliest);
    checksum = checksum * 31 + (uint32_t)earliest.argument;
    heap_push(&queue, earliest.time + next_ticks(&ticks), 0, earliest.argument);
  }
  int64_t nanoseconds = nanoseconds_now() - start;
  free(queue.events);
  return (measurement){checksum, nanoseconds};
}

enum { ARRIVAL, DEPARTURE };

static int64_t interarrival(uint32_t *ticks) { return (5 * next_ticks(ticks)) >> 2; }

static measurement mm1(int32_t customers) {
  heap queue = heap_new(64);
  uint32_t arrivals = 1;
  uint32_t services = 2;

  int64_t start = nanoseconds_now();
  int32_t arrived = 0;
  int64_t waiting = 0;
  bool busy = false;
  int64_t now = 0;
  int64_t waited = 0;
  event earliest;
  heap_push(&queue, interarrival(&arrivals), ARRIVAL, 0);
  while (heap_pop(&queue, &earliest)) {
    waited += waiting * (earliest.time - now);
    now = earliest.time;
    if (earliest.kind == ARRIVAL) {
      if (++arrived < customers) heap_push(&queue, now + interarrival(&arrivals), ARRIVAL, arrived);
      if (busy) {
        waiting++;
      } else {
        busy = true;
        heap_push(&queue, now + next_ticks(&services), DEPARTURE, 0);
      }
    } else if (waiting > 0) {
      waiting--;
      heap_push(&queue, now + next_ticks(&services), DEPARTURE, 0);
    } else {
      busy = false;
    }
  }
  int64_t nanoseconds = nanoseconds_now() - start;
  free(queue.events);
  return (measurement){waited, nanoseconds};
}

int main(int argc, char **argv) {
  measurement run;
  if (argc == 4 && strcmp(argv[1], "hold") == 0) {
    hold(atoi(argv[2]), atoi(argv[3]) / 8);
    run = hold(atoi(argv[2]), atoi(argv[3]));
  } else if (argc == 3 && strcmp(argv[1], "mm1") == 0) {
    mm1(atoi(argv[2]) / 8);
    run = mm1(atoi(argv[2]));
  } else {
    fprintf(stderr, "usage: event_queue hold PENDING HOLDS | mm1 CUSTOMERS\n");
    return 2;
  }
  printf("%lld %lld\n", (long long)run.checksum, (long long)run.nanoseconds);
  return 0;
}

/* The machine of model/hardware: caches, TLBs, the bus with its write buffer, and the table of charges. */
#include <stdbool.h>

typedef struct {
  int32_t mask;
  int32_t ways;
  int32_t *lines;
  uint8_t *dirty;
  size_t size;
} cache;

typedef struct {
  int32_t mask;
  int32_t ways;
  int32_t *keys;
  size_t size;
} tlb;

static struct {
  int64_t now;
  int64_t bus_busy_until;
  int32_t place;
  int32_t space;
  int32_t directory_frame;
  bool tagged;
  int64_t write_buffer;
  cache l1_instruction, l1_data, l2;
  tlb instruction_tlb, data_tlb, large_instruction_tlb, large_data_tlb;
} cpu;

static struct {
  int64_t instruction, cr3_load, task_switch, string_word, string_start, walk_level;
  int64_t l2_first_word, l2_rest_of_line, memory_first_word, memory_rest_of_line, write_word, write_line;
} cost;

static int64_t *charges;
static size_t charge_count;

static inline void charge(int32_t cause, int64_t ticks) {
  cpu.now += ticks;
  charges[cpu.place * CAUSE_COUNT + cause] += ticks;
}

/* Looks a line up and marks it as the latest of its set. */
static inline bool cache_touch(cache *c, int32_t line) {
  int32_t *lines = c->lines + (line & c->mask) * c->ways;
  if (lines[0] == line) return true;
  for (int32_t way = 1; way < c->ways; way++) {
    if (lines[way] != line) continue;
    uint8_t *dirty = c->dirty + (line & c->mask) * c->ways;
    uint8_t was_dirty = dirty[way];
    for (int32_t at = way; at > 0; at--) {
      lines[at] = lines[at - 1];
      dirty[at] = dirty[at - 1];
    }
    lines[0] = line;
    dirty[0] = was_dirty;
    return true;
  }
  return false;
}

static inline bool cache_write(cache *c, int32_t line) {
  if (!cache_touch(c, line)) return false;
  c->dirty[(line & c->mask) * c->ways] = 1;
  return true;
}

/* Brings an absent line in; returns the dirty line that had to leave, or -1. */
static inline int32_t cache_fill(cache *c, int32_t line) {
  int32_t base = (line & c->mask) * c->ways;
  int32_t *lines = c->lines + base;
  uint8_t *dirty = c->dirty + base;
  int32_t last = c->ways - 1;
  int32_t evicted = dirty[last] ? lines[last] : -1;
  for (int32_t at = last; at > 0; at--) {
    lines[at] = lines[at - 1];
    dirty[at] = dirty[at - 1];
  }
  lines[0] = line;
  dirty[0] = 0;
  return evicted;
}

/* Looks a key up and brings it in when it is absent; whether it was present. */
static inline bool tlb_access(tlb *t, int32_t key) {
  int32_t *keys = t->keys + (key & t->mask) * t->ways;
  if (keys[0] == key) return true;
  int32_t way = 1;
  while (way < t->ways && keys[way] != key) way++;
  bool hit = way < t->ways;
  for (int32_t at = hit ? way : t->ways - 1; at > 0; at--) keys[at] = keys[at - 1];
  keys[0] = key;
  return hit;
}

static void tlb_flush(tlb *t) {
  for (size_t at = 0; at < t->size; at++) t->keys[at] = -1;
}

static inline void occupy_bus(int64_t ticks) {
  cpu.bus_busy_until = (cpu.bus_busy_until > cpu.now ? cpu.bus_busy_until : cpu.now) + ticks;
}

static inline void await_line(int32_t cause) {
  if (cpu.bus_busy_until > cpu.now) charge(cause, cpu.bus_busy_until - cpu.now);
}

static void install_l2(int32_t line) {
  if (cache_fill(&cpu.l2, line) >= 0) occupy_bus(cost.write_line);
}

/* Fills an L1 line from L2 or memory. */
static void fill_line(int32_t line, int32_t cause) {
  await_line(cause);
  charge(cause, cost.l2_first_word);
  if (cache_touch(&cpu.l2, line)) {
    cpu.bus_busy_until = cpu.now + cost.l2_rest_of_line;
    return;
  }
  int64_t longer = cost.memory_first_word - cost.l2_first_word;
  charge(CAUSE_l2_miss, longer > 0 ? longer : 0);
  cpu.bus_busy_until = cpu.now + cost.memory_rest_of_line;
  install_l2(line);
}

static inline void fetch(int32_t line) {
  if (cache_touch(&cpu.l1_instruction, line)) return;
  cache_fill(&cpu.l1_instruction, line);
  fill_line(line, CAUSE_l1_instruction_miss);
}

static inline void load(int32_t line) {
  if (cache_touch(&cpu.l1_data, line)) return;
  int32_t victim = cache_fill(&cpu.l1_data, line);
  fill_line(line, CAUSE_l1_data_miss);
  if (victim < 0) return;
  occupy_bus(cache_write(&cpu.l2, victim) ? cost.l2_first_word + cost.l2_rest_of_line : cost.write_line);
}

/* A write miss does not allocate: the words pass through the write buffer. */
static inline void store(int32_t line, int64_t words) {
  if (cache_write(&cpu.l1_data, line)) return;
  cache_write(&cpu.l2, line);
  occupy_bus(words * cost.write_word);
  int64_t stall = cpu.bus_busy_until - cpu.write_buffer - cpu.now;
  if (stall > 0) charge(CAUSE_write_miss, stall);
}

static void walk_entry(int32_t line, int32_t cause) {
  if (cache_touch(&cpu.l2, line)) {
    charge(cause, cost.walk_level);
    return;
  }
  await_line(cause);
  charge(cause, cost.memory_first_word);
  cpu.bus_busy_until = cpu.now + cost.memory_rest_of_line;
  install_l2(line);
}

static void walk_directory(int32_t index, int32_t cause) {
  walk_entry((cpu.directory_frame << LINES_PER_PAGE_SHIFT) + (index >> ENTRIES_PER_LINE_SHIFT), cause);
}

static inline int32_t tlb_key(int32_t page, int32_t space) {
  return cpu.tagged ? page + (space << SPACE_TAG_SHIFT) : page;
}

static inline void translate(tlb *t, int32_t page, int32_t space, int32_t entry_line, int32_t cause) {
  if (tlb_access(t, tlb_key(page, space))) return;
  walk_directory(page >> PAGES_PER_TABLE_SHIFT, cause);
  walk_entry(entry_line, cause);
}

static inline void translate_large(tlb *t, int32_t page, int32_t space, int32_t cause) {
  int32_t large = page >> PAGES_PER_TABLE_SHIFT;
  if (!tlb_access(t, tlb_key(large, space))) walk_directory(large, cause);
}

/* What a load of CR3 does, without its cost. */
static void install_space(int32_t space, int32_t directory_frame) {
  cpu.space = space;
  cpu.directory_frame = directory_frame;
  if (cpu.tagged) return;
  tlb_flush(&cpu.instruction_tlb);
  tlb_flush(&cpu.data_tlb);
  tlb_flush(&cpu.large_instruction_tlb);
  tlb_flush(&cpu.large_data_tlb);
}

static void load_space(int32_t space, int32_t directory_frame) {
  charge(CAUSE_address_space_switch, cost.cr3_load);
  install_space(space, directory_frame);
}

static void read_cache(cache *c, const char *ways, const char *lines, const char *dirty) {
  c->ways = (int32_t)read_scalar(ways);
  c->lines = read_int32_t(lines, &c->size);
  c->dirty = read_uint8_t(dirty, NULL);
  c->mask = (int32_t)c->size / c->ways - 1;
}

static void read_tlb(tlb *t, const char *ways, const char *keys) {
  t->ways = (int32_t)read_scalar(ways);
  t->keys = read_int32_t(keys, &t->size);
  t->mask = (int32_t)t->size / t->ways - 1;
}

static void read_hardware(void) {
  cpu.now = read_scalar("now");
  cpu.bus_busy_until = read_scalar("bus-busy-until");
  cpu.place = (int32_t)read_scalar("place");
  cpu.space = (int32_t)read_scalar("space");
  cpu.directory_frame = (int32_t)read_scalar("directory-frame");
  cpu.tagged = read_scalar("tagged") != 0;
  cpu.write_buffer = read_scalar("write-buffer");
  read_cache(&cpu.l1_instruction, "l1-instruction.ways", "l1-instruction.lines", "l1-instruction.dirty");
  read_cache(&cpu.l1_data, "l1-data.ways", "l1-data.lines", "l1-data.dirty");
  read_cache(&cpu.l2, "l2.ways", "l2.lines", "l2.dirty");
  read_tlb(&cpu.instruction_tlb, "code-tlb.ways", "code-tlb.keys");
  read_tlb(&cpu.data_tlb, "data-tlb.ways", "data-tlb.keys");
  read_tlb(&cpu.large_instruction_tlb, "large-code-tlb.ways", "large-code-tlb.keys");
  read_tlb(&cpu.large_data_tlb, "large-data-tlb.ways", "large-data-tlb.keys");
  int64_t *costs = read_int64_t("costs", NULL);
  memcpy(&cost, costs, sizeof cost);
  free(costs);
  charges = read_int64_t("charges", &charge_count);
}

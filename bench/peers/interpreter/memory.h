/* Regions of memory, and the steps that touch them: functions, references, copies. A page fault ends the program. */

enum { FUNCTION_WORDS = 10, REFERENCE_WORDS = 8 };

/* Rows of the tables of model/kernels/engine/memory-access.ts. */
typedef struct {
  int32_t lines, references, first_reference, segment, region, line, demand, place, instructions, every;
} function_row;
typedef struct {
  int32_t region, line, mode, a, b, count, words, every;
} reference_row;

static struct {
  int32_t *linear_page, *first, *flags, *space;
  int32_t *frame, *state, *entry_line;
} map;
static function_row *functions;
static reference_row *references;
/* By space: region of each segment; number of areas; frame of the page directory. */
static int32_t *segment_regions, *areas, *directories;
static int32_t segment_count;
static int64_t *object_fields, *object_memory;
static size_t field_count;
static int64_t *region_addresses;
static int32_t system_window;

/* The running thread, as far as memory is concerned. */
static int64_t *stack;
static int64_t fp, self;

/* An address is region * 2^28 + offset. */
enum { OFFSET_BITS = 28, OFFSET_MASK = (1 << OFFSET_BITS) - 1 };

static inline int32_t region_of(int64_t address) { return (int32_t)(address >> OFFSET_BITS); }
static inline int32_t offset_of(int64_t address) { return (int32_t)(address & OFFSET_MASK); }
static inline int64_t address_of(int64_t region, int64_t offset) { return (region << OFFSET_BITS) + offset; }

static inline int32_t space_of(int64_t process) {
  return (int32_t)object_fields[process * MEMBERS + PROCESS_FIELD_space];
}

static inline int64_t segment_region(int32_t segment) {
  return segment_regions[space_of(self) * segment_count + segment];
}

static int64_t base_address(const reference_row *reference) {
  switch (reference->mode) {
    case MODE_self:
      return object_memory[self * MEMBERS + reference->a];
    case MODE_object:
      return object_memory[stack[fp + reference->b] * MEMBERS + reference->a];
    case MODE_address:
      return stack[fp + reference->b];
    default:
      return address_of(segment_region(reference->a), 0);
  }
}

/* Checks that every page of some bytes has one of the bits. */
static void require(int64_t address, int64_t bytes, int32_t every, int32_t bits) {
  int32_t region = region_of(address);
  if (region < 0) fail("access to a segment", "that is not there");
  if (!(map.flags[region] & REGION_demand)) return;
  int32_t step = every << LINE_SHIFT > PAGE_BYTES ? every << LINE_SHIFT : PAGE_BYTES;
  int64_t end = offset_of(address) + bytes;
  int64_t start = step > PAGE_BYTES ? offset_of(address) : offset_of(address) & -PAGE_BYTES;
  for (int64_t offset = start; offset < end; offset += step) {
    if (!(map.state[map.first[region] + (offset >> PAGE_SHIFT)] & bits)) fail("a page fault", "in the steady state");
  }
}

static void require_references(int32_t first, int32_t count) {
  for (const reference_row *r = references + first; r < references + first + count; r++) {
    if (r->region >= 0 || r->mode < MODE_address) continue;
    int64_t address = base_address(r) + ((int64_t)r->line << LINE_SHIFT);
    int64_t bytes = (int64_t)((r->count - 1) * r->every + 1) << LINE_SHIFT;
    require(address, bytes, r->every, r->words > 0 ? PAGE_mappedWritable : PAGE_mapped);
  }
}

static void touch_reference(const reference_row *reference) {
  int32_t region = reference->region;
  int32_t line = reference->line;
  if (region < 0) {
    int64_t base = base_address(reference);
    region = region_of(base);
    line += offset_of(base) >> LINE_SHIFT;
  }
  bool large = (map.flags[region] & REGION_large) != 0;
  int32_t first = map.first[region];
  int32_t end = line + reference->count * reference->every;
  int32_t page = -1;
  int32_t frame_line = 0;
  for (; line < end; line += reference->every) {
    if (line >> LINES_PER_PAGE_SHIFT != page) {
      page = line >> LINES_PER_PAGE_SHIFT;
      int32_t linear = map.linear_page[region] + page;
      if (large)
        translate_large(&cpu.large_data_tlb, linear, map.space[region], CAUSE_dtlb_miss);
      else
        translate(&cpu.data_tlb, linear, map.space[region], map.entry_line[first + page], CAUSE_dtlb_miss);
      frame_line = map.frame[first + page] << LINES_PER_PAGE_SHIFT;
    }
    int32_t physical = frame_line + (line & (LINES_PER_PAGE - 1));
    if (reference->words > 0) store(physical, reference->words);
    load(physical);
  }
}

/* Instructions spread over lines of code, and data touched along the way. */
static void run_function(const function_row *f) {
  int32_t lines = f->lines;
  int32_t region = f->region;
  if (f->segment >= 0) {
    region = (int32_t)segment_region(f->segment);
    int64_t bytes = (int64_t)((lines - 1) * f->every + 1) << LINE_SHIFT;
    require(address_of(region, (int64_t)f->line << LINE_SHIFT), bytes, f->every, PAGE_mapped);
  }
  if (f->demand) require_references(f->first_reference, f->references);
  cpu.place = f->place;
  int64_t ticks = f->instructions * cost.instruction;
  const reference_row *reference = references + f->first_reference;
  if (lines == 0) {
    charge(CAUSE_instructions, ticks);
    for (int32_t i = 0; i < f->references; i++) touch_reference(reference + i);
    return;
  }
  bool large = (map.flags[region] & REGION_large) != 0;
  int32_t first = map.first[region];
  int32_t space = map.space[region];
  int32_t page = -1;
  int32_t frame_line = 0;
  int64_t charged = 0;
  int32_t touched = 0;
  for (int32_t i = 0; i < lines; i++) {
    int32_t at = f->line + i * f->every;
    if (at >> LINES_PER_PAGE_SHIFT != page) {
      page = at >> LINES_PER_PAGE_SHIFT;
      int32_t linear = map.linear_page[region] + page;
      if (large)
        translate_large(&cpu.large_instruction_tlb, linear, space, CAUSE_itlb_miss);
      else
        translate(&cpu.instruction_tlb, linear, space, map.entry_line[first + page], CAUSE_itlb_miss);
      frame_line = map.frame[first + page] << LINES_PER_PAGE_SHIFT;
    }
    fetch(frame_line + (at & (LINES_PER_PAGE - 1)));
    int64_t due = ticks * (i + 1) / lines;
    charge(CAUSE_instructions, due - charged);
    charged = due;
    for (; touched * lines < f->references * (i + 1); touched++) touch_reference(reference + touched);
  }
}

/* Translates an address for a string instruction; returns the physical line. */
static int32_t data_line(int64_t address, bool by_frame) {
  int32_t region = region_of(address);
  int32_t slot = map.first[region] + (offset_of(address) >> PAGE_SHIFT);
  int32_t line = (offset_of(address) >> LINE_SHIFT) & (LINES_PER_PAGE - 1);
  if (by_frame) {
    int32_t frame = map.frame[slot];
    region = system_window;
    slot = map.first[region] + frame;
  }
  int32_t linear = map.linear_page[region] + slot - map.first[region];
  if (map.flags[region] & REGION_large)
    translate_large(&cpu.large_data_tlb, linear, map.space[region], CAUSE_dtlb_miss);
  else
    translate(&cpu.data_tlb, linear, map.space[region], map.entry_line[slot], CAUSE_dtlb_miss);
  return (map.frame[slot] << LINES_PER_PAGE_SHIFT) + line;
}

static inline int64_t words_from(int64_t done, int64_t bytes) {
  return bytes - done >= LINE_BYTES ? WORDS_PER_LINE : (bytes - done + WORD_BYTES - 1) / WORD_BYTES;
}

static void copy(int64_t bytes, int64_t from, int64_t to, double instructions_per_word, int32_t by_frame) {
  if (bytes <= 0) return;
  bool from_frame = (by_frame & 1) != 0;
  bool to_frame = (by_frame & 2) != 0;
  require(from, bytes, 1, from_frame ? PAGE_present : PAGE_mapped);
  require(to, bytes, 1, to_frame ? PAGE_writable : PAGE_mappedWritable);
  int64_t ticks_per_word = (int64_t)(instructions_per_word * (double)cost.instruction + 0.5);
  charge(CAUSE_copy, cost.string_start);
  for (int64_t done = 0; done < bytes; done += LINE_BYTES) {
    int64_t words = words_from(done, bytes);
    load(data_line(from + done, from_frame));
    charge(CAUSE_instructions, words * ticks_per_word);
    store(data_line(to + done, to_frame), words);
    charge(CAUSE_copy, words * cost.string_word);
  }
}

static void fill_memory(int64_t bytes, int64_t to, int32_t by_frame) {
  if (bytes <= 0) return;
  require(to, bytes, 1, by_frame ? PAGE_present : PAGE_mappedWritable);
  charge(CAUSE_copy, cost.string_start);
  for (int64_t done = 0; done < bytes; done += LINE_BYTES) {
    int64_t words = words_from(done, bytes);
    store(data_line(to + done, by_frame != 0), words);
    charge(CAUSE_copy, words * cost.string_word);
  }
}

static void scan(int64_t bytes, int64_t from, double instructions_per_word, int32_t by_frame) {
  if (bytes <= 0) return;
  require(from, bytes, 1, by_frame ? PAGE_present : PAGE_mapped);
  int64_t ticks_per_word = (int64_t)(instructions_per_word * (double)cost.instruction + 0.5);
  for (int64_t done = 0; done < bytes; done += LINE_BYTES) {
    load(data_line(from + done, by_frame != 0));
    await_line(CAUSE_l1_data_miss);
    charge(CAUSE_instructions, words_from(done, bytes) * ticks_per_word);
  }
}

static void read_memory(void) {
  map.linear_page = read_int32_t("map.linear-page", NULL);
  map.first = read_int32_t("map.first", NULL);
  map.flags = read_int32_t("map.flags", NULL);
  map.space = read_int32_t("map.space", NULL);
  map.frame = read_int32_t("map.frame", NULL);
  map.state = read_int32_t("map.state", NULL);
  map.entry_line = read_int32_t("map.entry-line", NULL);
  functions = (function_row *)read_int32_t("functions", NULL);
  references = (reference_row *)read_int32_t("references", NULL);
  segment_count = (int32_t)read_scalar("segment-count");
  segment_regions = read_int32_t("segment-regions", NULL);
  areas = read_int32_t("areas", NULL);
  directories = read_int32_t("directories", NULL);
  object_fields = read_int64_t("objects.fields", &field_count);
  object_memory = read_int64_t("objects.memory", NULL);
  region_addresses = read_int64_t("region-addresses", NULL);
  system_window = (int32_t)read_scalar("system-window");
}

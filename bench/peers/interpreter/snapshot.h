/*
 * Reads a snapshot: named arrays of doubles, in the order in which snapshot.ts writes them. Each is a name padded with
 * zeros to NAME_BYTES, the number of values as a double, and the values.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 24 };

static FILE *snapshot;

static void fail(const char *what, const char *which) {
  fprintf(stderr, "interpreter: %s %s\n", what, which);
  exit(1);
}

static void read_exactly(void *to, size_t bytes, const char *name) {
  if (bytes > 0 && fread(to, bytes, 1, snapshot) != 1) fail("the snapshot ends before", name);
}

/* The next array, which must have this name. */
static double *read_doubles(const char *name, size_t *count) {
  char found[NAME_BYTES + 1] = {0};
  double length;
  read_exactly(found, NAME_BYTES, name);
  if (strcmp(found, name) != 0) fail("the snapshot does not have at its place", name);
  read_exactly(&length, sizeof length, name);
  double *values = malloc(((size_t)length + 1) * sizeof *values);
  if (!values) fail("no memory for", name);
  read_exactly(values, (size_t)length * sizeof *values, name);
  if (count) *count = (size_t)length;
  return values;
}

/* The next array as integers of a type: TYPE *read_TYPE(name, count). */
#define READER(TYPE)                                              \
  static TYPE *read_##TYPE(const char *name, size_t *count) {     \
    size_t length;                                                \
    double *values = read_doubles(name, &length);                 \
    TYPE *integers = malloc((length + 1) * sizeof *integers);     \
    if (!integers) fail("no memory for", name);                   \
    for (size_t i = 0; i < length; i++) integers[i] = (TYPE)values[i]; \
    free(values);                                                 \
    if (count) *count = length;                                   \
    return integers;                                              \
  }
READER(int32_t)
READER(int64_t)
READER(uint8_t)
#undef READER

static int64_t read_scalar(const char *name) {
  size_t count;
  double *values = read_doubles(name, &count);
  if (count != 1) fail("not a single value:", name);
  int64_t value = (int64_t)values[0];
  free(values);
  return value;
}

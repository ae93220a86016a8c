/* The hash of model/core/fingerprint.ts. */
static uint32_t low = 0x811c9dc5, high = 0xcbf29ce4;

static void hash_value(double value) {
  uint32_t words[2];
  memcpy(words, &value, sizeof words);
  low = (low ^ words[0]) * 0x01000193;
  high = (high ^ words[1] ^ (low >> 15)) * 0x01000193;
  low ^= high >> 13;
}

#define HASH_ARRAY(values, count) \
  for (size_t i_ = 0; i_ < (count); i_++) hash_value((double)(values)[i_])

static void hash_cache(const cache *c) {
  HASH_ARRAY(c->lines, c->size);
  HASH_ARRAY(c->dirty, c->size);
}

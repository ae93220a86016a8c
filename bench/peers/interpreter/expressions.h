/* Compiled expressions, evaluated on a small stack. */

static int32_t *expressions;
static double *constants;
static int32_t running_thread;

static int64_t floor_divide(int64_t left, int64_t right) {
  if (right == 0) return 0;
  int64_t quotient = left / right;
  return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

static int64_t binary(int32_t operation, int64_t left, int64_t right) {
  switch (operation) {
    case EXPR_add:
      return left + right;
    case EXPR_subtract:
      return left - right;
    case EXPR_multiply:
      return left * right;
    case EXPR_divide:
      return floor_divide(left, right);
    case EXPR_remainder:
      return right == 0 ? 0 : left % right;
    case EXPR_less:
      return left < right;
    case EXPR_lessEqual:
      return left <= right;
    case EXPR_greater:
      return left > right;
    case EXPR_greaterEqual:
      return left >= right;
    case EXPR_equal:
      return left == right;
    case EXPR_notEqual:
      return left != right;
    case EXPR_and:
      return left != 0 && right != 0;
    case EXPR_or:
      return left != 0 || right != 0;
    case EXPR_minimum:
      return left < right ? left : right;
    case EXPR_maximum:
      return left > right ? left : right;
    default:
      fail("an expression that is not for the steady state", "");
      return 0;
  }
}

/* The address of a page's frame in the operating system's view of physical memory. */
static int64_t frame_address(int64_t address) {
  int32_t frame = map.frame[map.first[region_of(address)] + (offset_of(address) >> PAGE_SHIFT)];
  return address_of(system_window, (int64_t)(frame < 0 ? 0 : frame) * PAGE_BYTES + offset_of(address) % PAGE_BYTES);
}

static int64_t evaluate(int32_t expression) {
  if (expression < 0) return (int64_t)constants[-1 - expression];
  int64_t values[64];
  int64_t *top = values - 1;
  for (const int32_t *at = expressions + expression;;) {
    int32_t operation = *at++;
    switch (operation) {
      case EXPR_end:
        return values[0];
      case EXPR_constant:
        *++top = (int64_t)constants[*at++];
        break;
      case EXPR_local:
        *++top = stack[fp + *at++];
        break;
      case EXPR_self:
        *++top = self;
        break;
      case EXPR_field:
        *top = object_fields[*top * MEMBERS + *at++];
        break;
      case EXPR_memory:
        *top = object_memory[*top * MEMBERS + *at++];
        break;
      case EXPR_queue:
        *top = *top * MEMBERS + *at++;
        break;
      case EXPR_segment:
        *++top = address_of(segment_region(*at++), 0);
        break;
      case EXPR_region:
        *++top = region_addresses[*at++];
        break;
      case EXPR_frame:
        *top = frame_address(*top);
        break;
      case EXPR_areas:
        *top = areas[space_of(*top)];
        break;
      case EXPR_kernelDepth:
        *++top = threads.kernel_depth[running_thread];
        break;
      case EXPR_waiters:
        *top = waiters_of(*top);
        break;
      case EXPR_not:
        *top = *top == 0;
        break;
      case EXPR_negate:
        *top = -*top;
        break;
      case EXPR_mustReschedule:
        *++top = threads.must_reschedule && threads.ready_count > 0;
        break;
      default:
        top--;
        *top = binary(operation, *top, top[1]);
    }
  }
}

static void read_expressions(void) {
  expressions = read_int32_t("expressions", NULL);
  constants = read_doubles("constants", NULL);
}

// What setjmp and longjmp are made of: LLVM lowers them to exceptions of WebAssembly, and calls
// these three. Debian's libc for WebAssembly has none of them.
#include <stdint.h>

struct jump {
  void *invocation;
  uint32_t label;
  struct {
    void *env;
    int value;
  } thrown;
};

void __wasm_setjmp(void *env, uint32_t label, void *invocation) {
  struct jump *jump = env;
  jump->invocation = invocation;
  jump->label = label;
}

uint32_t __wasm_setjmp_test(void *env, void *invocation) {
  const struct jump *jump = env;
  return jump->invocation == invocation ? jump->label : 0;
}

void __wasm_longjmp(void *env, int value) {
  struct jump *jump = env;
  jump->thrown.env = env;
  jump->thrown.value = value == 0 ? 1 : value;
  __builtin_wasm_throw(1, &jump->thrown);
}

// Debian's libc for WebAssembly has none: what LLVM makes of calls of it is in long-jumps.c.
#ifndef WEBCRT_SETJMP_H
#define WEBCRT_SETJMP_H

struct jump_buffer {
  unsigned long words[4];
};
typedef struct jump_buffer jmp_buf[1];

int setjmp(jmp_buf) __attribute__((returns_twice));
void longjmp(jmp_buf, int) __attribute__((noreturn));

#endif

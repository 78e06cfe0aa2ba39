// What libvpx would ask a system for: there is none, so that the module imports nothing at all.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

char *getenv(const char *name) {
  (void)name;
  return NULL;
}

/** Time is asked for only where the speed of the encoder is to follow it, which it is not. */
int clock_gettime(clockid_t clock, struct timespec *time) {
  (void)clock;
  time->tv_sec = 0;
  time->tv_nsec = 0;
  return 0;
}

/** For the words of errors, whose numbers are enough. */
int vsnprintf(char *restrict into, size_t bytes, const char *restrict format, va_list list) {
  (void)format;
  (void)list;
  if (bytes > 0) into[0] = '\0';
  return 0;
}

int fprintf(FILE *restrict file, const char *restrict format, ...) {
  (void)file;
  (void)format;
  return 0;
}

int printf(const char *restrict format, ...) {
  (void)format;
  return 0;
}

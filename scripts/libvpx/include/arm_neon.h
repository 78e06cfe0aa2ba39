// ARM's vector functions, for which SIMDe has those of WebAssembly.
#ifndef WEBCRT_ARM_NEON_H
#define WEBCRT_ARM_NEON_H

// As two bytes: WebAssembly has no such numbers, and VP8 needs none.
#define SIMDE_FLOAT16_API 1
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/arm/neon.h>

#endif

#!/bin/bash
# Builds src/alone/vpx/vp8.wasm and its terms anew: libvpx's VP8 in WebAssembly, with vectors.
#
#   scripts/libvpx/build.sh [FOLDER]    keeps what it fetches and makes in FOLDER
#
# It needs what Debian 12 has in clang-19, lld-19, wasi-libc, libclang-rt-19-dev-wasm32, make and
# perl; TOOLS may name another place than /usr for the first four. The same sources and compiler
# give the same bytes: README.md beside this has their hash.
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
OUT=$HERE/../../src/alone/vpx
FOLDER=$(realpath -m "${1:-$HERE/../../.cache/libvpx}")
TOOLS=${TOOLS:-/usr}
BIN=$TOOLS/lib/llvm-19/bin
# Of the mirror that this Debian takes its packages from.
MIRROR=$(apt-get indextargets --format '$(REPO_URI)' 'Component: main' | grep -m1 '/debian/$')
POOL=${MIRROR}pool/main
VPX=libvpx_1.16.0.orig.tar.gz
VPX_SHA256=7a479a3c66b9f5d5542a4c6a1b7d3768a983b1e5c14c60a9396edc9b649e015c
SIMDE=libsimde-dev_0.8.2-3_all.deb
SIMDE_SHA256=277dcde3fb84223b7026174042646e236da42adce2fcb77031807ede8166a51e

mkdir -p "$FOLDER" "$OUT"
cd "$FOLDER"
fetch() {
  [ -f "$2" ] || curl -fsSL -o "$2" "$POOL/$1/$2"
  echo "$3  $2" | sha256sum -c --quiet
}
fetch libv/libvpx $VPX $VPX_SHA256
fetch s/simde $SIMDE $SIMDE_SHA256
rm -rf source simde build
mkdir source build
tar xzf $VPX -C source --strip-components=1
dpkg -x $SIMDE simde

# Of the functions with vectors, this one is slower in WebAssembly than what the compiler makes.
sed -i '/specialize qw\/vp8_short_fdct/s/ neon//' source/vp8/common/rtcd_defs.pl
sed -i '/shortfdct_neon/d' source/vp8/vp8cx.mk

TARGET="--target=wasm32-wasi --sysroot=$TOOLS -isystem $TOOLS/include/wasm32-wasi"
INCLUDES="-I$HERE/include -idirafter $FOLDER/simde/usr/include"
FLAGS="$TARGET -O3 -msimd128 -mllvm -wasm-enable-sjlj $INCLUDES"
# The sources are told that this is ARM's 64 bits, whose vectors are written in C.
cat >build/cc <<END
#!/bin/bash
for word; do case \$word in -march=*) ;; *) words+=("\$word") ;; esac; done
PATH=$FOLDER/build:\$PATH exec "$BIN/clang" $FLAGS "\${words[@]}"
END
chmod +x build/cc
ln -sf "$BIN/wasm-ld" build/wasm-ld-19
OFF=(vp9 pic multithread examples tools docs unit-tests webm-io libyuv runtime-cpu-detect postproc
  install-bins install-libs install-srcs dependency-tracking neon-dotprod neon-i8mm sve sve2)
AR=${AR:-llvm-ar}
cd build
CC=$FOLDER/build/cc CXX=$FOLDER/build/cc LD=$FOLDER/build/cc AR=$AR STRIP=true NM=nm AS=false \
  ../source/configure --target=arm64-linux-gcc --enable-realtime-only "${OFF[@]/#/--disable-}" >configure.log
make -j"$(nproc)" libvpx.a >make.log

./cc -I../source -I. -c "$HERE/vp8-codec.c" -o vp8-codec.o
./cc -mexception-handling -c "$HERE/long-jumps.c" -o long-jumps.o
./cc -c "$HERE/no-system.c" -o no-system.o
"$BIN/wasm-ld" --no-entry --gc-sections --strip-all -z stack-size=262144 --initial-memory=4194304 \
  --max-memory=536870912 --export=__wasm_call_ctors vp8-codec.o long-jumps.o no-system.o libvpx.a \
  "$TOOLS/lib/wasm32-wasi/libc.a" \
  "$TOOLS/lib/llvm-19/lib/clang/19/lib/wasi/libclang_rt.builtins-wasm32.a" -o "$OUT/vp8.wasm"
chmod 644 "$OUT/vp8.wasm"

{
  printf '## libvpx - 1.16.0 (BSD-3-Clause)\n\n'
  cat ../source/LICENSE
  printf '\n'
  cat ../source/PATENTS
  printf '\n## simde - 0.8.2 (MIT)\n\n'
  cat ../simde/usr/share/doc/libsimde-dev/copyright
  printf '\n## wasi-libc - 0.0~git20220510.9886d3d (CC0-1.0, MIT, and others)\n\n'
  cat "$TOOLS/share/doc/wasi-libc/copyright"
} >"$OUT/terms.txt"
sha256sum "$OUT/vp8.wasm"

// One encoder or decoder of VP8 in an instance of this module: whoever is through with it lets the
// instance go, and its memory with it.
#include <stdint.h>
#include <stdlib.h>

#include "vpx/vp8cx.h"
#include "vpx/vp8dx.h"
#include "vpx/vpx_decoder.h"
#include "vpx/vpx_encoder.h"

#define EXPORT(name) __attribute__((export_name(name)))

static vpx_codec_ctx_t codec;
static vpx_image_t own_picture;
static const vpx_image_t *picture;
static const vpx_codec_cx_pkt_t *packet;
static uint8_t *input;
static uint32_t input_bytes;

/** 0: it worked. Sides in pixels, both even; a clock of `clock_hz` for what is encoded. */
EXPORT("openEncoder")
int open_encoder(unsigned width, unsigned height, unsigned kbps, int clock_hz, int speed) {
  vpx_codec_enc_cfg_t config;
  const int error = vpx_codec_enc_config_default(vpx_codec_vp8_cx(), &config, 0);
  if (error != 0) return error;
  config.g_w = width;
  config.g_h = height;
  config.g_timebase.num = 1;
  config.g_timebase.den = clock_hz;
  config.g_threads = 1;
  config.g_lag_in_frames = 0;
  config.g_error_resilient = VPX_ERROR_RESILIENT_DEFAULT;
  config.rc_end_usage = VPX_VBR;
  config.rc_target_bitrate = kbps;
  config.kf_mode = VPX_KF_DISABLED;
  const int opened = vpx_codec_enc_init(&codec, vpx_codec_vp8_cx(), &config, 0);
  if (opened != 0) return opened;
  if (vpx_img_alloc(&own_picture, VPX_IMG_FMT_I420, width, height, 32) == NULL) return -1;
  picture = &own_picture;
  return vpx_codec_control(&codec, VP8E_SET_CPUUSED, speed);
}

/** Bytes of the frame at `data`; 0: it was left out; negative: it cannot be encoded. */
EXPORT("encode")
int encode(double pts, unsigned duration, int is_key) {
  const vpx_enc_frame_flags_t flags = is_key ? VPX_EFLAG_FORCE_KF : 0;
  packet = NULL;
  if (vpx_codec_encode(&codec, picture, (vpx_codec_pts_t)pts, duration, flags, VPX_DL_REALTIME) != 0)
    return -1;
  vpx_codec_iter_t at = NULL;
  const vpx_codec_cx_pkt_t *next;
  while ((next = vpx_codec_get_cx_data(&codec, &at)) != NULL)
    if (next->kind == VPX_CODEC_CX_FRAME_PKT) packet = next;
  return packet == NULL ? 0 : (int)packet->data.frame.sz;
}

EXPORT("data")
const void *data(void) {
  return packet->data.frame.buf;
}

EXPORT("openDecoder")
int open_decoder(void) {
  return vpx_codec_dec_init(&codec, vpx_codec_vp8_dx(), NULL, 0);
}

/** Where `bytes` of a frame are to be written; NULL: there is no memory for them. */
EXPORT("input")
void *input_for(uint32_t bytes) {
  if (bytes <= input_bytes) return input;
  free(input);
  input = malloc(bytes);
  input_bytes = input == NULL ? 0 : bytes;
  return input;
}

/** 1: there is a picture; 0: none; negative: it cannot be decoded. */
EXPORT("decode")
int decode(uint32_t bytes) {
  picture = NULL;
  if (vpx_codec_decode(&codec, input, bytes, NULL, 0) != 0) return -1;
  vpx_codec_iter_t at = NULL;
  const vpx_image_t *next;
  while ((next = vpx_codec_get_frame(&codec, &at)) != NULL) picture = next;
  return picture != NULL;
}

EXPORT("width")
unsigned width(void) {
  return picture->d_w;
}

EXPORT("height")
unsigned height(void) {
  return picture->d_h;
}

EXPORT("plane")
void *plane(int index) {
  return picture->planes[index];
}

EXPORT("stride")
int stride(int index) {
  return picture->stride[index];
}

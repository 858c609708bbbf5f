// Small PTX texts through the entry points of the driver: what instructions answer, how lanes part and meet, what is found
// wrong, and what is counted; ends with 0 if all is right.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "cuda_types.h"
#include "ptx_code.hpp"

extern "C" {
CUresult cuInit(unsigned flags);
CUresult cuDevicePrimaryCtxRetain(void **context, CUdevice device);
CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device);
CUresult cuCtxSetCurrent(void *context);
CUresult cuCtxSynchronize();
CUresult cuMemAlloc_v2(CUdeviceptr *address, size_t bytes);
CUresult cuMemFree_v2(CUdeviceptr address);
CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void *from, size_t bytes);
CUresult cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t bytes);
CUresult cuModuleLoadData(void **module, const char *ptx);
CUresult cuModuleUnload(void *module);
CUresult cuModuleGetFunction(void **function, void *module, const char *name);
CUresult cuLaunchKernel(void *function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                        unsigned blockZ, unsigned sharedBytes, void *stream, void **parameters, void **extra);
}

namespace {

using Words = std::vector<uint64_t>;

int failures = 0;

void expect(bool condition, const std::string &what)
{
  if (!condition) {
    fprintf(stderr, "ptx-test: %s\n", what.c_str());
    failures++;
  }
}

std::string hexadecimal(uint64_t value)
{
  char text[20];
  snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

/** A kernel `k` that gets the addresses of what it reads in %rd0 and of what it writes in %rd1, and its thread in %r0. */
std::string kernel(const std::string &body, const std::string &directives = "")
{
  return ".version 7.0\n.target sm_75\n.address_size 64\n.extern .shared .align 16 .b8 memory[];\n" 
         ".visible .entry k(.param .u64 k_in, .param .u64 k_out)\n" + directives +
         "{\n.reg .pred %p<20>;\n.reg .b16 %h<20>;\n.reg .b32 %r<20>;\n.reg .b64 %rd<20>;\n"
         "ld.param.u64 %rd0, [k_in];\nld.param.u64 %rd1, [k_out];\nmov.u32 %r0, %tid.x;\n" +
         body + "ret;\n}\n";
}

/** Stores a register of 32 bits where the thread of the block is to write. */
std::string answer(const std::string &name)
{
  return "mul.wide.u32 %rd18, %r0, 8;\nadd.s64 %rd18, %rd18, %rd1;\ncvt.u64.u32 %rd19, " + name +
         ";\nst.global.u64 [%rd18], %rd19;\n";
}

struct Outcome {
  CUresult loaded;
  CUresult ran;
  Words out;
};

/** Runs a kernel on one block, or more. */
Outcome launch(const std::string &ptx, const Words &in, size_t outWords, unsigned threads, unsigned sharedBytes = 0,
               unsigned blocks = 1)
{
  Outcome outcome{CUDA_SUCCESS, CUDA_SUCCESS, Words(outWords)};
  void *module;
  outcome.loaded = cuModuleLoadData(&module, ptx.c_str());
  if (outcome.loaded != CUDA_SUCCESS) {
    return outcome;
  }
  void *function;
  cuModuleGetFunction(&function, module, "k");
  CUdeviceptr from;
  CUdeviceptr to;
  cuMemAlloc_v2(&from, 8 * std::max<size_t>(1, in.size()));
  cuMemAlloc_v2(&to, 8 * outWords);
  if (!in.empty()) {
    cuMemcpyHtoD_v2(from, in.data(), 8 * in.size());
  }
  cuMemcpyHtoD_v2(to, outcome.out.data(), 8 * outWords);
  void *parameters[] = {&from, &to};
  outcome.ran = cuLaunchKernel(function, blocks, 1, 1, threads, 1, 1, sharedBytes, nullptr, parameters, nullptr);
  if (outcome.ran == CUDA_SUCCESS) {
    outcome.ran = cuCtxSynchronize();
  }
  cuMemcpyDtoH_v2(outcome.out.data(), to, 8 * outWords);
  cuMemFree_v2(from);
  cuMemFree_v2(to);
  cuModuleUnload(module);
  return outcome;
}

/** What thread `i` of a block is to answer. */
void expectAnswers(const std::string &body, unsigned threads, const std::function<uint64_t(unsigned)> &expected,
                   const std::string &what, unsigned sharedBytes = 0)
{
  const Outcome outcome = launch(kernel(body), {}, threads, threads, sharedBytes);
  expect(outcome.ran == CUDA_SUCCESS && outcome.loaded == CUDA_SUCCESS, what + " does not run");
  for (unsigned i = 0; i < threads; i++) {
    expect(outcome.out[i] == expected(i),
           what + ": thread " + std::to_string(i) + ": " + hexadecimal(outcome.out[i]) + " and not " +
               hexadecimal(expected(i)));
  }
}

uint64_t bits(double value)
{
  uint64_t result;
  memcpy(&result, &value, sizeof result);
  return result;
}

uint64_t bits(float value)
{
  uint32_t result;
  memcpy(&result, &value, sizeof result);
  return result;
}

constexpr uint64_t TRUE = 1;
constexpr uint64_t FALSE = 0;

/** An instruction, the kinds of its result and arguments (p, h, r, d: predicate, 16, 32 and 64 bits), and an example. */
struct Example {
  std::string name;
  std::string kinds;
  Words arguments;
  uint64_t expected;
};

std::string registerName(char kind, size_t number)
{
  const std::string prefix = kind == 'd' ? "%rd" : kind == 'r' ? "%r" : kind == 'h' ? "%h" : "%p";
  return prefix + std::to_string(number);
}

/** In a whole warp, and in a single lane of another. */
void expectExample(const Example &example)
{
  std::string body;
  std::string call = example.name + " " + registerName(example.kinds[0], 10);
  for (size_t i = 0; i < example.arguments.size(); i++) {
    const char kind = example.kinds[i + 1];
    const std::string name = registerName(kind, 3 + i);
    const std::string from = "[%rd0+" + std::to_string(8 * i) + "];\n";
    body += kind == 'd'   ? "ld.global.u64 " + name + ", " + from
            : kind == 'r' ? "ld.global.u32 " + name + ", " + from
            : kind == 'h' ? "ld.global.u16 " + name + ", " + from
                          : "ld.global.u32 %r9, " + from + "setp.ne.s32 " + name + ", %r9, 0;\n";
    call += ", " + name;
  }
  body += call + ";\n";
  switch (example.kinds[0]) {
    case 'p': body += "selp.u32 %r10, 1, 0, %p10;\ncvt.u64.u32 %rd10, %r10;\n"; break;
    case 'h': body += "cvt.u64.u16 %rd10, %h10;\n"; break;
    case 'r': body += "cvt.u64.u32 %rd10, %r10;\n"; break;
    default: break;
  }
  body += "mul.wide.u32 %rd18, %r0, 8;\nadd.s64 %rd18, %rd18, %rd1;\nst.global.u64 [%rd18], %rd10;\n";
  const Outcome outcome = launch(kernel(body), example.arguments, 33, 33);
  expect(outcome.loaded == CUDA_SUCCESS && outcome.ran == CUDA_SUCCESS, example.name + " does not run");
  for (const size_t thread : {0u, 31u, 32u}) {
    expect(outcome.out[thread] == example.expected, example.name + " of " + hexadecimal(example.arguments[0]) + ": " +
                                                        hexadecimal(outcome.out[thread]) + " and not " +
                                                        hexadecimal(example.expected));
  }
}

void integers()
{
  const uint64_t least32 = 0x80000000;
  const uint64_t least64 = 0x8000000000000000;
  for (const Example &example : std::vector<Example>{
           {"add.s32", "rrr", {0x7FFFFFFF, 1}, least32},
           {"sub.u16", "hhh", {0, 1}, 0xFFFF},
           {"mul.lo.s64", "ddd", {0x123456789ABCDEF0, 0x10}, 0x23456789ABCDEF00},
           {"mul.lo.u16", "hhh", {0xFFFF, 0xFFFF}, 1},
           {"mul.hi.u32", "rrr", {0xFFFFFFFF, 0xFFFFFFFF}, 0xFFFFFFFE},
           {"mul.hi.s32", "rrr", {0xFFFFFFFF, 5}, 0xFFFFFFFF},
           {"mul.hi.u64", "ddd", {~0ull, ~0ull}, ~0ull - 1},
           {"mul.wide.u32", "drr", {0xFFFFFFFF, 2}, 0x1FFFFFFFE},
           {"mul.wide.s32", "drr", {0xFFFFFFFF, 2}, ~0ull - 1},
           {"mad.lo.s32", "rrrr", {3, 5, 7}, 22},
           {"mad.wide.u32", "drrd", {0xFFFFFFFF, 0xFFFFFFFF, 1}, 0xFFFFFFFE00000002},
           {"div.u32", "rrr", {7, 2}, 3},
           {"div.u32", "rrr", {7, 0}, 0xFFFFFFFF},
           {"div.s32", "rrr", {uint32_t(-7), 2}, uint32_t(-3)},
           {"div.s32", "rrr", {least32, 0xFFFFFFFF}, least32},
           {"rem.s32", "rrr", {uint32_t(-7), 2}, 0xFFFFFFFF},
           {"rem.u32", "rrr", {7, 0}, 7},
           {"rem.s64", "ddd", {least64, ~0ull}, 0},
           {"min.s32", "rrr", {0xFFFFFFFF, 1}, 0xFFFFFFFF},
           {"min.u32", "rrr", {0xFFFFFFFF, 1}, 1},
           {"max.u64", "ddd", {~0ull, 1}, ~0ull},
           {"neg.s32", "rr", {least32}, least32},
           {"abs.s64", "dd", {~0ull}, 1},
           {"not.b16", "hh", {0xFF}, 0xFF00},
           {"shl.b32", "rrr", {1, 31}, least32},
           {"shl.b32", "rrr", {1, 32}, 0},
           {"shl.b64", "ddr", {1, 0xFFFFFFFF}, 0},
           {"shr.u32", "rrr", {0xFFFFFFFF, 33}, 0},
           {"shr.s32", "rrr", {least32, 40}, 0xFFFFFFFF},
           {"shr.s32", "rrr", {0x40000000, 40}, 0},
           {"shr.u64", "ddr", {~0ull, 63}, 1},
           {"shr.u64", "ddr", {~0ull, 64}, 0},
           {"shr.s16", "hhr", {0x8000, 3}, 0xF000},
           {"shf.l.wrap.b32", "rrrr", {0x80000000, 1, 33}, 3},
           {"shf.r.clamp.b32", "rrrr", {0xF0, 0xA, 99}, 0xA},
           {"brev.b32", "rr", {1}, least32},
           {"brev.b64", "dd", {0x8000000000000002}, 0x4000000000000001},
           {"popc.b64", "rd", {0xF00000000000000F}, 8},
           {"clz.b32", "rr", {0}, 32},
           {"clz.b64", "rd", {1}, 63},
           {"bfind.u32", "rr", {0}, 0xFFFFFFFF},
           {"bfind.u32", "rr", {0x50}, 6},
           {"bfind.s32", "rr", {0xFFFFFF50}, 7},
           {"bfind.shiftamt.u32", "rr", {0x50}, 25},
           {"bfi.b64", "dddrr", {0x11, 0xFF, 32, 8}, 0x11000000FF},
           {"bfi.b32", "rrrrr", {0xFF, 0, 28, 8}, 0xF0000000},
           {"bfe.u32", "rrrr", {0xABCD1234, 8, 8}, 0x12},
           {"bfe.s32", "rrrr", {0xABCD1234, 24, 20}, 0xFFFFFFAB},
           {"bfe.s32", "rrrr", {0xABCD1234, 0, 0}, 0},
           {"prmt.b32", "rrrr", {0x33221100, 0x77665584, 0x7C40}, 0x77FF8400},
           {"lop3.b32", "rrrrr", {0xF0, 0xCC, 0xAA, 0x96}, 0xF0 ^ 0xCC ^ 0xAA},
           {"selp.b64", "dddp", {5, 6, FALSE}, 6},
           {"xor.pred", "ppp", {TRUE, TRUE}, FALSE},
           {"setp.lt.s32", "prr", {0xFFFFFFFF, 0}, TRUE},
           {"setp.lt.u32", "prr", {0xFFFFFFFF, 0}, FALSE},
           {"setp.lt.and.s32", "prrp", {0xFFFFFFFF, 0, FALSE}, FALSE},
           {"setp.lt.or.s32", "prrp", {1, 0, TRUE}, TRUE},
           {"setp.eq.s16", "phh", {0x18000, 0x8000}, TRUE},
           {"cvt.u16.u32", "hr", {0x12345}, 0x2345},
           {"cvt.s64.s32", "dr", {0x80000000}, 0xFFFFFFFF80000000},
           {"cvt.s32.s8", "rh", {0x80}, 0xFFFFFF80},
           {"cvt.s32.s16", "rr", {0x12348000}, 0xFFFF8000},
       }) {
    expectExample(example);
  }
}

void floatingPoint()
{
  const double infinity = std::numeric_limits<double>::infinity();
  const uint64_t noNumber = 0x7FF8000000000000;
  const uint64_t noFloat = 0x7FFFFFFF;
  const double tiny = std::numeric_limits<double>::denorm_min();
  for (const Example &example : std::vector<Example>{
           {"add.rn.f64", "ddd", {bits(1.0), bits(0x1p-53)}, bits(1.0)},
           {"add.rn.f64", "ddd", {bits(1.0), bits(0x1.000001p-53)}, bits(0x1.0000000000001p0)},
           {"add.rn.f64", "ddd", {bits(0.0), bits(-0.0)}, bits(0.0)},
           {"sub.rn.f32", "rrr", {bits(INFINITY), bits(INFINITY)}, noFloat},
           {"mul.rn.f64", "ddd", {bits(tiny), bits(0.5)}, bits(0.0)},
           {"mul.rn.f64", "ddd", {bits(tiny), bits(0.75)}, bits(tiny)},
           {"fma.rn.f64", "dddd", {bits(1 + 0x1p-52), bits(1 - 0x1p-52), bits(-1.0)}, bits(-0x1p-104)},
           {"fma.rn.f32", "rrrr", {bits(1 + 0x1p-23f), bits(1 - 0x1p-23f), bits(-1.0f)}, bits(-0x1p-46f)},
           {"div.rn.f64", "ddd", {bits(1.0), bits(3.0)}, bits(1.0 / 3)},
           {"div.rn.f64", "ddd", {bits(-1.0), bits(0.0)}, bits(-infinity)},
           {"div.rn.f32", "rrr", {bits(0.0f), bits(0.0f)}, noFloat},
           {"rcp.rn.f64", "dd", {bits(-0.0)}, bits(-infinity)},
           {"sqrt.rn.f64", "dd", {bits(2.0)}, bits(std::sqrt(2.0))},
           {"sqrt.rn.f64", "dd", {bits(-0.0)}, bits(-0.0)},
           {"neg.f64", "dd", {noNumber}, noNumber | 1ull << 63},
           {"abs.f32", "rr", {bits(-0.0f)}, bits(0.0f)},
           {"copysign.f64", "ddd", {bits(-0.0), bits(2.0)}, bits(-2.0)},
           {"min.f64", "ddd", {noNumber, bits(1.0)}, bits(1.0)},
           {"min.f64", "ddd", {bits(0.0), bits(-0.0)}, bits(-0.0)},
           {"min.f64", "ddd", {bits(-0.0), bits(0.0)}, bits(-0.0)},
           {"max.f64", "ddd", {bits(-0.0), bits(0.0)}, bits(0.0)},
           {"max.f64", "ddd", {bits(0.0), bits(-0.0)}, bits(0.0)},
           {"max.f32", "rrr", {bits(-1.0f), 0xFFC00000}, bits(-1.0f)},
           {"max.f32", "rrr", {0xFFC00000, 0xFFC00001}, noFloat},
           {"setp.eq.f64", "pdd", {bits(0.0), bits(-0.0)}, TRUE},
           {"setp.ne.f64", "pdd", {noNumber, bits(1.0)}, FALSE},
           {"setp.neu.f64", "pdd", {noNumber, bits(1.0)}, TRUE},
           {"setp.ge.f64", "pdd", {noNumber, bits(1.0)}, FALSE},
           {"setp.geu.f64", "pdd", {noNumber, bits(1.0)}, TRUE},
           {"setp.ltu.f32", "prr", {bits(2.0f), bits(1.0f)}, FALSE},
           {"setp.nan.f64", "pdd", {bits(1.0), noNumber}, TRUE},
           {"setp.num.f64", "pdd", {bits(1.0), noNumber}, FALSE},
           {"cvt.rni.s64.f64", "dd", {bits(2.5)}, 2},
           {"cvt.rni.s64.f64", "dd", {bits(-3.5)}, uint64_t(-4)},
           {"cvt.rni.s64.f64", "dd", {noNumber}, 1ull << 63},
           {"cvt.rzi.s32.f64", "rd", {bits(-2.9)}, uint32_t(-2)},
           {"cvt.rzi.s32.f64", "rd", {bits(3e9)}, 0x7FFFFFFF},
           {"cvt.rzi.s32.f64", "rd", {bits(-infinity)}, 0x80000000},
           {"cvt.rzi.s32.f64", "rd", {noNumber}, 0x80000000},
           {"cvt.rzi.s32.f32", "rr", {noFloat}, 0},
           {"cvt.rzi.u32.f64", "rd", {bits(-1.0)}, 0},
           {"cvt.rzi.u32.f64", "rd", {bits(4294967295.5)}, 0xFFFFFFFF},
           {"cvt.rzi.u64.f64", "dd", {bits(0x1p64)}, ~0ull},
           {"cvt.rzi.u64.f64", "dd", {bits(0x1p63)}, 1ull << 63},
           {"cvt.rmi.f64.f64", "dd", {bits(-0.5)}, bits(-1.0)},
           {"cvt.rpi.f64.f64", "dd", {bits(-0.5)}, bits(-0.0)},
           {"cvt.rn.f32.f64", "rd", {bits(1 + 0x1p-24)}, bits(1.0f)},
           {"cvt.rn.f32.f64", "rd", {bits(1e300)}, bits(INFINITY)},
           {"cvt.rn.f64.s64", "dd", {0x7FFFFFFFFFFFFFFF}, bits(0x1p63)},
           {"cvt.rn.f64.u32", "dr", {0xFFFFFFFF}, bits(4294967295.0)},
           {"cvt.f64.f32", "dr", {bits(0x1p-149f)}, bits(0x1p-149)},
           {"rcp.approx.ftz.f64", "dd", {bits(2.0)}, bits(0.5)},
           {"rcp.approx.ftz.f64", "dd", {bits(-tiny)}, bits(-infinity)},
           {"rcp.approx.ftz.f64", "dd", {bits(0x1p1023)}, bits(0.0)},
       }) {
    expectExample(example);
  }
}

void moves()
{
  expectAnswers(
      "mov.b64 %rd3, {%r0, 7};\n"
      "{\n.reg .b32 %high;\nmov.b64 {%r4, %high}, %rd3;\nadd.s32 %r5, %r4, %high;\n}\n" +
          answer("%r5"),
      40, [](unsigned i) { return i + 7; }, "halves of a word");
  expectAnswers("mov.u32 %r3, memory;\nshl.b32 %r4, %r0, 1;\nadd.s32 %r3, %r3, %r4;\nst.shared.u8 [%r3], -1;\n"
                "st.shared.u8 [%r3+1], %r0;\nld.shared.s8 %h3, [%r3];\nld.shared.u8 %r5, [%r3+1];\n"
                "cvt.s32.s16 %r6, %h3;\nadd.s32 %r7, %r6, %r5;\nadd.s32 %r7, %r7, 1;\n" +
                    answer("%r7"),
                40, [](unsigned i) { return i; }, "bytes", 80);
  expectAnswers(".local .align 8 .b8 depot[16];\nmov.u64 %rd3, depot;\nst.local.v2.u32 [%rd3+8], {%r0, 5};\n"
                "ld.local.u32 %r3, [%rd3+8];\nld.local.u32 %r4, [depot+12];\nadd.s32 %r5, %r3, %r4;\n" +
                    answer("%r5"),
                64, [](unsigned i) { return i + 5; }, "local memory");
}

void divergence()
{
  expectAnswers("mov.u32 %r3, 0;\nand.b32 %r4, %r0, 1;\nsetp.eq.s32 %p1, %r4, 0;\n@%p1 bra EVEN;\n"
                "setp.gt.u32 %p2, %r0, 10;\n@!%p2 bra JOIN;\nadd.s32 %r3, %r3, 100;\nbra JOIN;\n"
                "EVEN:\nadd.s32 %r3, %r3, 1;\n"
                "JOIN:\nactivemask.b32 %r5;\npopc.b32 %r6, %r5;\nmad.lo.s32 %r3, %r6, 1000, %r3;\n" +
                    answer("%r3"),
                32, [](unsigned i) { return 32000 + (i % 2 == 0 ? 1 : i > 10 ? 100 : 0); }, "nested branches");
  // Lane i goes around i times; after the loop all are together again.
  expectAnswers("mov.u32 %r3, 0;\nmov.u32 %r4, 0;\nLOOP:\nsetp.ge.u32 %p1, %r4, %r0;\n@%p1 bra DONE;\n"
                "add.s32 %r3, %r3, %r4;\nadd.s32 %r4, %r4, 1;\nbra.uni LOOP;\nDONE:\n"
                "vote.sync.ballot.b32 %r5, 1, -1;\npopc.b32 %r6, %r5;\nmad.lo.s32 %r3, %r6, 1000, %r3;\n" +
                    answer("%r3"),
                32, [](unsigned i) { return 32000 + (i == 0 ? 0 : i * (i - 1) / 2); }, "a loop");
  // Lanes that have ended are not waited for.
  const std::string body = "setp.gt.u32 %p1, %r0, 4;\n@%p1 exit;\nvote.sync.ballot.b32 %r3, 1, -1;\n" + answer("%r3");
  const Outcome early = launch(kernel(body), {}, 32, 32);
  expect(early.ran == CUDA_SUCCESS && early.out[4] == 0x1F && early.out[5] == 0, "lanes that end early");
}

void together()
{
  expectAnswers("shfl.sync.up.b32 %r3|%p1, %r0, 3, 0, -1;\nselp.u32 %r4, 1000, 0, %p1;\nadd.s32 %r5, %r3, %r4;\n" +
                    answer("%r5"),
                32, [](unsigned i) { return i < 3 ? i : 1000 + i - 3; }, "shfl up");
  expectAnswers("shfl.sync.down.b32 %r3, %r0, 3, 31, -1;\n" + answer("%r3"), 32,
                [](unsigned i) { return i + 3 > 31 ? i : i + 3; }, "shfl down");
  // In segments of eight lanes: bits 8 to 12 of c are 32 - 8.
  expectAnswers("shfl.sync.idx.b32 %r3, %r0, 2, 0x181F, -1;\n" + answer("%r3"), 32,
                [](unsigned i) { return i / 8 * 8 + 2; }, "shfl idx in segments");
  expectAnswers("shfl.sync.bfly.b32 %r3, %r0, 5, 31, -1;\n" + answer("%r3"), 32, [](unsigned i) { return i ^ 5; }, "shfl bfly");
  expectAnswers("setp.lt.u32 %p1, %r0, 3;\nvote.sync.any.pred %p2, %p1, -1;\nvote.sync.all.pred %p3, %p1, -1;\n"
                "vote.sync.ballot.b32 %r3, %p1, -1;\nselp.u32 %r4, 16, 0, %p2;\nselp.u32 %r5, 32, 0, %p3;\n"
                "or.b32 %r6, %r4, %r5;\nor.b32 %r6, %r6, %r3;\n" +
                    answer("%r6"),
                32, [](unsigned) { return 16 + 7; }, "votes");
  expectAnswers("and.b32 %r3, %r0, 3;\nmatch.any.sync.b32 %r4, %r3, -1;\n" + answer("%r4"), 32,
                [](unsigned i) { return 0x11111111u << (i % 4); }, "match");
  // Each warp reads what the next one wrote before the barrier.
  expectAnswers("shl.b32 %r3, %r0, 2;\nmov.u32 %r4, memory;\nadd.s32 %r5, %r4, %r3;\nst.shared.u32 [%r5], %r0;\nbar.sync 0;\n"
                "xor.b32 %r6, %r3, 252;\nadd.s32 %r7, %r4, %r6;\nld.shared.u32 %r8, [%r7];\n" +
                    answer("%r8"),
                64, [](unsigned i) { return 63 - i; }, "a barrier between warps", 256);
  // Two warps and a half, of which the last one brings nothing.
  expectAnswers("setp.lt.u32 %p1, %r0, 40;\nbar.red.popc.u32 %r3, 0, %p1;\nbar.red.or.pred %p2, 0, %p1;\n"
                "bar.red.and.pred %p3, 0, %p1;\nselp.u32 %r4, 100, 0, %p2;\nselp.u32 %r5, 1000, 0, %p3;\n"
                "add.s32 %r3, %r3, %r4;\nadd.s32 %r3, %r3, %r5;\n" +
                    answer("%r3"),
                80, [](unsigned) { return 140; }, "votes of a block");
}

void atomics()
{
  const std::string body = "atom.global.add.u64 %rd3, [%rd1], 2;\nred.global.max.u32 [%rd1+8], %r0;\n"
                           "mov.u32 %r3, memory;\nsetp.eq.s32 %p1, %r0, 0;\n@%p1 st.shared.u64 [%r3], 0;\nbar.sync 0;\n"
                           "cvt.u64.u32 %rd4, %r0;\natom.shared.add.u64 %rd5, [%r3], %rd4;\nbar.sync 0;\n"
                           "ld.shared.u64 %rd6, [%r3];\natom.global.exch.b64 %rd7, [%rd1+16], %rd6;\n"
                           "atom.global.cas.b64 %rd8, [%rd1+24], 0, 9;\n";
  const Outcome outcome = launch(kernel(body), {}, 4, 100, 8, 50);
  expect(outcome.ran == CUDA_SUCCESS, "atomic operations do not run");
  expect(outcome.out == Words{2 * 100 * 50, 99, 4950, 9}, "atomic operations");
}

void refusals()
{
  const auto loads = [](const std::string &ptx) { return launch(ptx, {}, 1, 1).loaded == CUDA_SUCCESS; };
  expect(loads(kernel("add.s32 %r3, %r0, 1;;\n")), "an instruction that is known");
  for (const char *wrong :
       {"add.s128 %rd3, %rd3, 1;\n", "frobnicate.u32 %r3, %r0;\n", "add.f64 %rd3, %rd3, %rd3;\n", "add.sat.s32 %r3, %r0, 1;\n",
        "add.s32 %r3, %rd0, 1;\n", "add.s32 5, %r0, 1;\n", "add.s32 %r3, %r0;\n", "mov.u32 %r3, nowhere;\n",
        "ld.global.u64 %r3, [%rd0];\n", "ld.u32 %r3, [%rd0];\n", "ld.global.v2.u32 %r3, [%rd0];\n", "bra NOWHERE;\n",
        "bar.sync 1;\n", "call f;\n", "mov.f32 %r3, 0d3FF0000000000000;\n", ".reg .b128 %q<2>;\n",
        "add.s32 %r3, %unknown, 1;\n",
        "atom.global.add.f64 %rd3, [%rd0], %rd3;\n", "ld.global.u32 %r3, ;\n", "ld.global.u32 %r3, [];\n", "@%p1;\n",
        ".reg .b32;\n", "@%unknown add.s32 %r3, %r0, 1;\n"}) {
    expect(!loads(kernel(wrong)), std::string("taken for right: ") + wrong);
  }
  expect(launch(kernel("", ".maxntid 32, 1, 1\n"), {}, 1, 33).ran == CUDA_ERROR_INVALID_VALUE, "a block that is too large");
  expect(launch(kernel(".shared .align 4 .b8 large[49152];\n"), {}, 1, 1, 16).ran == CUDA_ERROR_INVALID_VALUE,
         "too much shared memory");
}

/** Runs something in a process of its own, as a failed launch leaves the context in its error. */
int inProcess(const std::function<int()> &action)
{
  const pid_t child = fork();
  if (child == 0) {
    exit(action());
  }
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void *begin()
{
  void *context = nullptr;
  cuInit(0);
  cuDevicePrimaryCtxRetain(&context, 0);
  cuCtxSetCurrent(context);
  return context;
}

struct Fault {
  const char *what;
  std::string body;
  const char *message;
};

void faults()
{
  const std::string notAll = "setp.lt.u32 %p1, %r0, 3;\n@%p1 bra END;\n";
  for (const Fault &fault : std::vector<Fault>{
           {"shared memory", "mov.u32 %r3, 60;\nst.shared.u64 [%r3+4], %rd0;\n",
            "lane 0: 8 bytes at 64 are outside of shared memory"},
           {"shared memory below", "mov.u32 %r3, 0;\nst.shared.u64 [%r3+-8], %rd0;\n", "are outside of shared memory"},
           {"alignment", "ld.shared.u32 %r3, [memory+2];\n", "lane 0: 4 bytes at 2 are not aligned"},
           {"local memory", ".local .align 4 .b8 depot[4];\nst.local.u32 [depot+4], %r0;\n", "are outside of local memory"},
           {"parameters", "ld.param.u64 %rd3, [k_out+8];\n", "are outside of the parameters"},
           {"global memory", "mul.wide.u32 %rd3, %r0, 4;\nadd.s64 %rd3, %rd3, %rd1;\nst.global.u32 [%rd3], %r0;\n",
            "lane 16: 4 bytes"},
           {"a shuffle", notAll + "shfl.sync.up.b32 %r3, %r0, 1, 0, -1;\nEND:\nadd.s32 %r3, %r0, 1;\n", "which is elsewhere"},
           {"a mask", "vote.sync.ballot.b32 %r3, 1, 1;\n", "lane 1: takes part in a warp operation whose mask leaves it out"},
           {"a barrier", notAll + "bar.sync 0;\nEND:\nadd.s32 %r3, %r0, 1;\n", "is not at a barrier of its warp"},
       }) {
    char file[] = "/tmp/ptx-test-XXXXXX";
    const int descriptor = mkstemp(file);
    const int status = inProcess([&] {
      dup2(descriptor, STDERR_FILENO);
      begin();
      return launch(kernel(fault.body), {}, 8, 32, 64).ran == CUDA_ERROR_LAUNCH_FAILED ? 0 : 1;
    });
    std::ostringstream message;
    message << std::ifstream(file).rdbuf();
    expect(status == 0, std::string(fault.what) + ": no failure");
    expect(message.str().find(fault.message) != std::string::npos, std::string(fault.what) + ": " + message.str());
    close(descriptor);
    unlink(file);
  }
}

/** Counts that can be told by hand: two warps, of which one has 8 lanes, and a loop of as many rounds as the lane mod 4. */
void profile()
{
  const std::string body = "mov.u32 %r3, 0;\nand.b32 %r4, %r0, 3;\nLOOP:\nsetp.ge.u32 %p1, %r3, %r4;\n@%p1 bra DONE;\n"
                           "add.s32 %r3, %r3, 1;\nbra LOOP;\nDONE:\n"
                           "mov.u32 %r5, memory;\nshl.b32 %r6, %r0, 3;\nadd.s32 %r6, %r6, %r5;\n"
                           "st.shared.u64 [%r6], %rd0;\nld.shared.u32 %r7, [%r6];\nld.shared.u32 %r8, [%r5];\n"
                           "setp.eq.s32 %p2, %r0, 99;\n@%p2 add.s32 %r8, %r8, 1;\natom.shared.add.u32 %r9, [%r5], 1;\n"
                           "mul.wide.u32 %rd3, %r0, 8;\nadd.s64 %rd3, %rd3, %rd1;\nst.global.u32 [%rd3], %r0;\n";
  // The body begins in line 14, after the kernel's head.
  const std::string expected =
      "kernel\tline\twarps\tlanes\tpasses\n"
      "k\t11\t2\t40\t2\nk\t12\t2\t40\t2\nk\t13\t2\t40\t2\n"
      "k\t14\t2\t40\t2\nk\t15\t2\t40\t2\n"
      // The head of the loop: 40, 30, 20 and 10 lanes; as many leave it.
      "k\t17\t8\t100\t8\nk\t18\t8\t40\t8\nk\t19\t6\t60\t6\nk\t20\t6\t60\t6\n"
      "k\t22\t2\t40\t2\nk\t23\t2\t40\t2\nk\t24\t2\t40\t2\n"
      // Words of 8 bytes side by side: a pass for each half of a warp, of which the second warp has one. Every other word of 4
      // bytes: two passes for 32 lanes, one for 8. The same word: one pass.
      "k\t25\t2\t40\t3\nk\t26\t2\t40\t3\nk\t27\t2\t40\t2\n"
      "k\t28\t2\t40\t2\nk\t29\t2\t0\t2\nk\t30\t2\t40\t40\n"
      // 40 words of 8 bytes are 10 sectors.
      "k\t31\t2\t40\t2\nk\t32\t2\t40\t2\nk\t33\t2\t40\t10\n"
      "k\t34\t2\t40\t2\n";
  char file[] = "/tmp/ptx-test-XXXXXX";
  close(mkstemp(file));
  const int status = inProcess([&] {
    setenv("SOFTWARE_CUDA_PROFILE", file, 1);
    begin();
    return launch(kernel(body), {}, 40, 40, 320).ran == CUDA_SUCCESS ? 0 : 1;
  });
  std::ostringstream found;
  found << std::ifstream(file).rdbuf();
  expect(status == 0, "the profiled kernel does not run");
  expect(found.str() == expected, "a profile:\n" + found.str());
  unlink(file);
}

/** Both tables of arithmetic do the same, on numbers of every kind. */
void vectorInstructions()
{
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) {
    fprintf(stderr, "ptx-test: this processor has no AVX2, so its arithmetic is not compared\n");
    return;
  }
  constexpr size_t SLOTS = 6;
  constexpr size_t SLOT_BYTES = 8 * PTX_LANES;
  const Words special = {0, 1, 31, 32, 64, ~0ull, 1ull << 31, 1ull << 63, bits(1.5), bits(-0.0), bits(INFINITY), bits(-1.5f),
                         bits(-1e300), 0x7FF8000000000000, 0x7FC00000, bits(0x1p-1074), bits(1e-40f)};
  std::mt19937_64 random(5);
  expect(PTX_ARITHMETIC.count == PTX_ARITHMETIC_AVX2.count, "the tables have different sizes");
  for (size_t n = 0; n < PTX_ARITHMETIC.count; n++) {
    for (const uint32_t lanes : {PTX_ALL_LANES, 0x80000001u, 0x0F0F00FFu}) {
      alignas(64) char a[SLOTS * SLOT_BYTES];
      alignas(64) char b[SLOTS * SLOT_BYTES];
      uint32_t predicates[2][8];
      for (size_t i = 0; i < sizeof a; i += 8) {
        const uint64_t value = random() % 2 == 0 ? special[random() % special.size()] : random();
        memcpy(a + i, &value, 8);
      }
      memcpy(b, a, sizeof a);
      for (uint32_t &predicate : predicates[0]) {
        predicate = uint32_t(random());
      }
      memcpy(predicates[1], predicates[0], sizeof predicates[0]);
      PtxInstruction instruction;
      for (unsigned i = 0; i < SLOTS; i++) {
        const bool predicate = PTX_ARITHMETIC.first[n].operands[i] == PtxOperand::PREDICATE;
        instruction.operands[i] = predicate ? i : unsigned(i * SLOT_BYTES);
      }
      PtxWarp one{};
      one.registers = a;
      one.predicates = predicates[0];
      PtxWarp other{};
      other.registers = b;
      other.predicates = predicates[1];
      PTX_ARITHMETIC.first[n].execute(one, instruction, lanes);
      PTX_ARITHMETIC_AVX2.first[n].execute(other, instruction, lanes);
      expect(memcmp(a, b, sizeof a) == 0 && memcmp(predicates[0], predicates[1], sizeof predicates[0]) == 0,
             std::string(PTX_ARITHMETIC.first[n].name) + " depends on the processor");
    }
  }
}

}  // namespace

int main()
{
  setenv("SOFTWARE_CUDA_DEVICES", "1", 1);
  setenv("SOFTWARE_CUDA_RUN", "ptx", 1);
  setenv("SOFTWARE_CUDA_THREADS", "3", 1);
  // What needs processes of its own comes first, while this one has no device.
  faults();
  profile();
  begin();
  integers();
  floatingPoint();
  moves();
  divergence();
  together();
  atomics();
  refusals();
  vectorInstructions();
  expect(cuDevicePrimaryCtxRelease_v2(0) == CUDA_SUCCESS, "the context is in an error");
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

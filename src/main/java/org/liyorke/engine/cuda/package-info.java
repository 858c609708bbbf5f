/**
 * What runs on NVIDIA GPUs, through JCuda's bindings of the driver API, of cuRAND and of cuBLAS:
 * the fused pipeline, which decides, and the GEMM pipeline, which observes.
 *
 * <p>What a change must keep:
 *
 * <ul>
 *   <li>Only this package names a class of JCuda, and no class of JCuda is touched before {@link
 *       org.liyorke.engine.cuda.CudaPlatform} has loaded the native libraries; so everything else
 *       works where there are none.
 *   <li>What holds something on a device is closed by the one that made it. Closing goes on after a
 *       failure.
 *   <li>Every status is checked; one that is not success is a {@link
 *       org.liyorke.engine.cuda.CudaException} with the name of the call.
 *   <li>What a device says of a block is used when all of it came back without an error; what
 *       failed is done again, from its beginning.
 *   <li>Shapes and numbers of the products of cuBLAS follow from family and settings alone, so what
 *       is observed does too, on one model of device.
 *   <li>Words and weights have the bits of {@code random} and {@code model}, whatever the batch,
 *       the grid and the device.
 * </ul>
 */
package org.liyorke.engine.cuda;

package org.liyorke.engine.cuda;

/** Where the words of a draw on a device are made; the numbers are the same. */
public enum WordSource {
  /** By cuRAND, in memory, where a kernel reads them. */
  CURAND,

  /** By the kernel itself, in registers. */
  REGISTERS
}

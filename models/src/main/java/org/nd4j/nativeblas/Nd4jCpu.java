package org.nd4j.nativeblas;

/**
 * The old name of nd4j's CPU bindings, which Deeplearning4j 1.0.0-M2.1 still asks for.
 *
 * <p>{@code BaseMKLDNNHelper.mklDnnEnabled()} looks up {@code
 * org.nd4j.nativeblas.Nd4jCpu$Environment} by reflection, calls {@code getInstance()} and {@code
 * isUseMKLDNN()}, and takes every failure for "no oneDNN". The bindings moved to {@code
 * org.nd4j.linalg.cpu.nativecpu.bindings} before the release, so the look-up always failed and all
 * oneDNN layers were dropped without a word. This class answers from the real bindings. {@link
 * io.ocelli.model.dl4j.OneDnn} checks that it works.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** The part of the old environment that Deeplearning4j reads. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    /** The one environment; the name and signature are Deeplearning4j's. */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Whether the native library was built with oneDNN and may use it. */
    public boolean isUseMKLDNN() {
      return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance().isUseONEDNN();
    }
  }
}

package io.ocelli.model.onnx;

/**
 * The libraries that ONNX Runtime's CUDA and TensorRT providers want from the system, with the
 * versions that release 1.28 is linked against ({@code readelf -d} of its provider libraries; cuDNN
 * and cuFFT are looked for only when an operator needs them).
 */
public enum NvidiaLibrary {
  /** The driver; CUDA 12 wants 525.60 or newer. */
  DRIVER("NVIDIA driver", "libcuda", "1", "nvcuda", ""),
  /** The CUDA runtime. */
  CUDA("CUDA runtime", "libcudart", "12", "cudart64_", "12"),
  /** Matrix products. */
  CUBLAS("cuBLAS", "libcublasLt", "12", "cublasLt64_", "12"),
  /** Random numbers; numbered apart from CUDA, 10 belongs to CUDA 12. */
  CURAND("cuRAND", "libcurand", "10", "curand64_", "10"),
  /** Fourier transforms; 11 belongs to CUDA 12. */
  CUFFT("cuFFT", "libcufft", "11", "cufft64_", "11"),
  /** Convolutions. */
  CUDNN("cuDNN", "libcudnn", "9", "cudnn64_", "9"),
  /** TensorRT. */
  TENSORRT("TensorRT", "libnvinfer", "10", "nvinfer_", "10");

  private final String title;
  private final String linuxStem;
  private final String linuxVersion;
  private final String windowsStem;
  private final String windowsVersion;

  NvidiaLibrary(
      String title,
      String linuxStem,
      String linuxVersion,
      String windowsStem,
      String windowsVersion) {
    this.title = title;
    this.linuxStem = linuxStem;
    this.linuxVersion = linuxVersion;
    this.windowsStem = windowsStem;
    this.windowsVersion = windowsVersion;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** The start of its file's name; what follows is a version. */
  String stem(boolean windows) {
    return windows ? windowsStem : linuxStem + ".so";
  }

  /** The file that is wanted: {@code libcudart.so.12}, on Windows {@code cudart64_12.dll}. */
  public String wanted(boolean windows) {
    return windows ? windowsStem + windowsVersion + ".dll" : linuxStem + ".so." + linuxVersion;
  }

  /** How to get it. */
  public String howToGet() {
    return switch (this) {
      case DRIVER -> "install the NVIDIA driver, 525.60 or newer (nvidia-smi then lists the GPU)";
      case CUDA, CUBLAS, CURAND, CUFFT ->
          "install CUDA 12 (NVIDIA's packages cuda-libraries-12-*; a newer CUDA may stay beside it)";
      case CUDNN -> "install cuDNN 9 for CUDA 12 (NVIDIA's package cudnn9-cuda-12)";
      case TENSORRT ->
          "install TensorRT 10 for CUDA 12 (NVIDIA's packages libnvinfer10,"
              + " libnvonnxparsers10)";
    };
  }
}

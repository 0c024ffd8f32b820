package io.ocelli.model.dl4j;

import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Pools of Deeplearning4j, and the windows of its layers. */
final class PoolReading {
  private PoolReading() {}

  static String read(NetReading net, String name, SubsamplingLayer layer, String x) {
    Window window = window(layer, net.shape(x));
    return net.add(name, pool(layer, window), x);
  }

  /** A pool with more padding than it needs, whose needless windows are cut off. */
  static String cut(NetReading net, String name, Layer pool, Layer cropping, String x) {
    SubsamplingLayer layer = (SubsamplingLayer) pool;
    int[] cut = ((Cropping2D) cropping).getCropping();
    Shape in = net.shape(x);
    Window w = window(layer, in);
    Padding p = w.padding();
    int top = p.top() - cut[0] * w.strideHeight();
    int left = p.left() - cut[2] * w.strideWidth();
    if (top < 0 || left < 0) {
      throw new NotHeld("cuts windows off a pool that see the picture");
    }
    int rows =
        windows(
                in.height() + p.top() + p.bottom(),
                w.height(),
                w.strideHeight(),
                w.dilationHeight())
            - cut[0]
            - cut[1];
    int columns =
        windows(in.width() + p.left() + p.right(), w.width(), w.strideWidth(), w.dilationWidth())
            - cut[2]
            - cut[3];
    int bottom =
        (rows - 1) * w.strideHeight()
            + w.dilationHeight() * (w.height() - 1)
            + 1
            - in.height()
            - top;
    int right =
        (columns - 1) * w.strideWidth()
            + w.dilationWidth() * (w.width() - 1)
            + 1
            - in.width()
            - left;
    Padding own = new Padding(top, left, Math.max(0, bottom), Math.max(0, right));
    String node = net.add(name, pool(layer, padded(w, own)), x);
    Shape out = net.shape(node);
    if (out.height() != rows || out.width() != columns) {
      throw new NotHeld("cuts a pool as no padding would");
    }
    return node;
  }

  private static int windows(int length, int kernel, int stride, int dilation) {
    return (length - dilation * (kernel - 1) - 1) / stride + 1;
  }

  private static Window padded(Window w, Padding padding) {
    return new Window(
        w.height(),
        w.width(),
        w.strideHeight(),
        w.strideWidth(),
        w.dilationHeight(),
        w.dilationWidth(),
        padding);
  }

  private static Op.Pool pool(SubsamplingLayer layer, Window window) {
    return new Op.Pool(kind(layer.getPoolingType()), window, false, false);
  }

  private static Op.PoolKind kind(PoolingType type) {
    return switch (type) {
      case MAX -> Op.PoolKind.MAX;
      case AVG -> Op.PoolKind.AVERAGE;
      default -> throw new NotHeld(type + " pooling");
    };
  }

  static String global(NetReading net, String name, GlobalPoolingLayer layer, String x) {
    if (net.shape(x).isVector()) {
      throw new NotHeld("pools over no picture");
    }
    String pooled = net.add(name, new Op.GlobalPool(kind(layer.getPoolingType())), x);
    return layer.isCollapseDimensions() ? net.vector(pooled) : pooled;
  }

  private static Window window(SubsamplingLayer layer, Shape in) {
    channelsFirst(layer.getCnn2dDataFormat());
    return window(
        layer.getKernelSize(),
        layer.getStride(),
        layer.getDilation(),
        layer.getPadding(),
        layer.getConvolutionMode(),
        in);
  }

  static void channelsFirst(CNN2DFormat format) {
    if (format != CNN2DFormat.NCHW) {
      throw new NotHeld("takes pictures with the channels last (NHWC)");
    }
  }

  static Window window(
      int[] kernel, int[] stride, int[] dilation, int[] padding, ConvolutionMode mode, Shape in) {
    Padding own = new Padding(padding[0], padding[1], padding[0], padding[1]);
    if (mode == ConvolutionMode.Same) {
      int rows = missing(in.height(), kernel[0], stride[0], dilation[0]);
      int columns = missing(in.width(), kernel[1], stride[1], dilation[1]);
      own = new Padding(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
    } else if (mode == ConvolutionMode.Causal) {
      throw new NotHeld("causal padding");
    }
    return new Window(kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], own);
  }

  private static int missing(int length, int kernel, int stride, int dilation) {
    int windows = (length + stride - 1) / stride;
    return Math.max(0, (windows - 1) * stride + dilation * (kernel - 1) + 1 - length);
  }
}

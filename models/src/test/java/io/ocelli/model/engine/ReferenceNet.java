package io.ocelli.model.engine;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes a net in double precision, by the definitions, with batch statistics: for tests. */
final class ReferenceNet {
  private final Net net;
  private final Map<String, Shape> shapes;
  private final Map<String, double[]> parameters = new HashMap<>();

  ReferenceNet(Net net, Parameters from) {
    this.net = net;
    shapes = net.shapes();
    from.all()
        .forEach(
            (name, tensor) -> {
              double[] values = new double[tensor.values().length];
              for (int i = 0; i < values.length; i++) {
                values[i] = tensor.values()[i];
              }
              parameters.put(name, values);
            });
  }

  double[] parameter(String name) {
    return parameters.get(name);
  }

  /** The mean cross entropy of a batch. */
  double loss(double[][] batch, int[] labels) {
    double[][] scores = scores(batch);
    double loss = 0;
    for (int i = 0; i < batch.length; i++) {
      double sum = 0;
      for (double score : scores[i]) {
        sum += Math.exp(score);
      }
      loss += Math.log(sum) - scores[i][labels[i]];
    }
    return loss / batch.length;
  }

  double[][] scores(double[][] batch) {
    Map<String, double[][]> values = new HashMap<>();
    values.put(net.input(), batch);
    for (Node node : net.nodes()) {
      if (node.op() instanceof Op.Softmax) {
        return values.get(node.inputs().get(0));
      }
      List<double[][]> inputs = node.inputs().stream().map(values::get).toList();
      values.put(node.name(), layer(node, inputs));
    }
    throw new IllegalStateException("no softmax");
  }

  private double[][] layer(Node node, List<double[][]> inputs) {
    double[][] x = inputs.get(0);
    if (node.op() instanceof Op.BatchNorm norm) {
      return norm(node, norm, x);
    }
    double[][] result = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      int sample = i;
      result[i] = sample(node, inputs.stream().map(all -> all[sample]).toList());
    }
    return result;
  }

  private double[][] norm(Node node, Op.BatchNorm op, double[][] x) {
    Shape shape = shapes.get(node.inputs().get(0));
    int places = shape.isVector() ? 1 : shape.height() * shape.width();
    double[][] result = new double[x.length][x[0].length];
    double[] scale = parameters.get(node.name() + "/scale");
    double[] shift = parameters.get(node.name() + "/shift");
    for (int c = 0; c < shape.channels(); c++) {
      double mean = 0;
      for (double[] sample : x) {
        for (int p = 0; p < places; p++) {
          mean += sample[c * places + p];
        }
      }
      mean /= (double) x.length * places;
      double variance = 0;
      for (double[] sample : x) {
        for (int p = 0; p < places; p++) {
          variance += Math.pow(sample[c * places + p] - mean, 2);
        }
      }
      variance /= (double) x.length * places;
      for (int i = 0; i < x.length; i++) {
        for (int p = 0; p < places; p++) {
          result[i][c * places + p] =
              (x[i][c * places + p] - mean) / Math.sqrt(variance + op.epsilon()) * scale[c]
                  + shift[c];
        }
      }
    }
    return result;
  }

  private double[] sample(Node node, List<double[]> inputs) {
    double[] x = inputs.get(0);
    Shape in = shapes.get(node.inputs().get(0));
    Shape out = shapes.get(node.name());
    Op op = node.op();
    if (op instanceof Op.Convolution convolution) {
      return convolution(node, convolution, x, in, out);
    }
    if (op instanceof Op.Dense) {
      double[] weight = parameters.get(node.name() + "/weight");
      double[] bias = parameters.get(node.name() + "/bias");
      double[] result = new double[out.size()];
      for (int o = 0; o < result.length; o++) {
        result[o] = bias == null ? 0 : bias[o];
        for (int i = 0; i < x.length; i++) {
          result[o] += weight[o * x.length + i] * x[i];
        }
      }
      return result;
    }
    if (op instanceof Op.Pool pool) {
      return pool(pool.kind(), pool.window(), pool.countPadding(), x, in, out);
    }
    if (op instanceof Op.GlobalPool pool) {
      Window all = new Window(in.height(), in.width(), 1, 1, 1, 1, Padding.NONE);
      return pool(pool.kind(), all, false, x, in, out);
    }
    if (op instanceof Op.Flatten || op instanceof Op.Dropout) {
      return x;
    }
    double[] result = new double[out.size()];
    int places = out.isVector() ? 1 : out.height() * out.width();
    if (op instanceof Op.Concat) {
      int at = 0;
      for (double[] input : inputs) {
        System.arraycopy(input, 0, result, at, input.length);
        at += input.length;
      }
      return result;
    }
    if (op instanceof Op.Pad pad) {
      for (int c = 0; c < in.channels(); c++) {
        for (int y = 0; y < in.height(); y++) {
          for (int z = 0; z < in.width(); z++) {
            result[
                    (c * out.height() + y + pad.padding().top()) * out.width()
                        + z
                        + pad.padding().left()] =
                x[(c * in.height() + y) * in.width() + z];
          }
        }
      }
      return result;
    }
    for (int i = 0; i < result.length; i++) {
      int c = i / places;
      if (op instanceof Op.Activate activate) {
        result[i] = value(activate.function(), x[i]);
      } else if (op instanceof Op.Add) {
        int place = i;
        result[i] = inputs.stream().mapToDouble(input -> input[place]).sum();
      } else if (op instanceof Op.Multiply) {
        double[] y = inputs.get(1);
        result[i] = x[i] * (y.length == x.length ? y[i] : y[c]);
      } else if (op instanceof Op.PRelu) {
        double[] slope = parameters.get(node.name() + "/slope");
        result[i] = x[i] > 0 ? x[i] : x[i] * slope[slope.length == 1 ? 0 : c];
      } else if (op instanceof Op.Affine) {
        result[i] =
            x[i] * parameters.get(node.name() + "/scale")[c]
                + parameters.get(node.name() + "/shift")[c];
      } else {
        throw new IllegalStateException(op.toString());
      }
    }
    return result;
  }

  private double[] convolution(Node node, Op.Convolution op, double[] x, Shape in, Shape out) {
    Window w = op.window();
    double[] weight = parameters.get(node.name() + "/weight");
    double[] bias = parameters.get(node.name() + "/bias");
    int inGroup = in.channels() / op.groups();
    int outGroup = op.out() / op.groups();
    double[] result = new double[out.size()];
    for (int o = 0; o < op.out(); o++) {
      for (int y = 0; y < out.height(); y++) {
        for (int z = 0; z < out.width(); z++) {
          double sum = bias == null ? 0 : bias[o];
          for (int c = 0; c < inGroup; c++) {
            for (int i = 0; i < w.height(); i++) {
              for (int j = 0; j < w.width(); j++) {
                int row = y * w.strideHeight() + i * w.dilationHeight() - w.padding().top();
                int column = z * w.strideWidth() + j * w.dilationWidth() - w.padding().left();
                if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                  int channel = o / outGroup * inGroup + c;
                  sum +=
                      weight[((o * inGroup + c) * w.height() + i) * w.width() + j]
                          * x[(channel * in.height() + row) * in.width() + column];
                }
              }
            }
          }
          result[(o * out.height() + y) * out.width() + z] = sum;
        }
      }
    }
    return result;
  }

  private static double[] pool(
      Op.PoolKind kind, Window w, boolean countPadding, double[] x, Shape in, Shape out) {
    double[] result = new double[out.size()];
    for (int c = 0; c < in.channels(); c++) {
      for (int y = 0; y < out.height(); y++) {
        for (int z = 0; z < out.width(); z++) {
          double sum = 0;
          double most = Double.NEGATIVE_INFINITY;
          double least = Double.POSITIVE_INFINITY;
          int count = 0;
          for (int i = 0; i < w.height(); i++) {
            for (int j = 0; j < w.width(); j++) {
              int row = y * w.strideHeight() + i * w.dilationHeight() - w.padding().top();
              int column = z * w.strideWidth() + j * w.dilationWidth() - w.padding().left();
              if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                double value = x[(c * in.height() + row) * in.width() + column];
                sum += value;
                most = Math.max(most, value);
                least = Math.min(least, value);
                count++;
              }
            }
          }
          result[(c * out.height() + y) * out.width() + z] =
              switch (kind) {
                case MAX -> most;
                case MIN -> least;
                case AVERAGE -> sum / (countPadding ? w.height() * w.width() : count);
              };
        }
      }
    }
    return result;
  }

  static double value(Activation f, double x) {
    return switch (f.kind()) {
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : f.alpha() * x;
      case ELU -> x > 0 ? x : f.alpha() * Math.expm1(x);
      case SWISH -> x / (1 + Math.exp(-f.alpha() * x));
      case GELU -> x * 0.5 * (1 + erf(x / Math.sqrt(2)));
      case HARD_SIGMOID -> Math.max(0, Math.min(1, f.alpha() * x + f.beta()));
      case HARD_SWISH -> x * Math.max(0, Math.min(1, x / 6 + 0.5));
      case CLIP -> Math.max(f.alpha(), Math.min(f.beta(), x));
    };
  }

  /** The series of the error function; enough terms for |x| up to 4. */
  private static double erf(double x) {
    double sum = 0;
    double term = x;
    for (int n = 0; n < 80; n++) {
      sum += term / (2 * n + 1);
      term *= -x * x / (n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
}

package io.ocelli.model.engine;

import io.ocelli.model.net.*;
import java.nio.*;
import java.util.*;

class SpeedProbe {
  static List<Node> nodes = new ArrayList<>();
  static Parameters params = new Parameters();
  static Random random = new Random(1);

  static float[] he(int n, int fan) {
    float[] a = new float[n];
    for (int i = 0; i < n; i++) a[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / fan));
    return a;
  }

  static float[] fill(int n, float v) {
    float[] a = new float[n];
    Arrays.fill(a, v);
    return a;
  }

  static String conv(String name, String in, int i, int o, int k, int s, int g, boolean bias) {
    nodes.add(new Node(name, new Op.Convolution(o, Window.of(k, s, k / 2), g, bias), List.of(in)));
    params.put(name, "weight", new int[] {o, i / g, k, k}, he(o * i / g * k * k, i / g * k * k));
    if (bias) params.put(name, "bias", new int[] {o}, new float[o]);
    return name;
  }

  static String bn(String in, int c) {
    String name = in + "_bn";
    nodes.add(new Node(name, new Op.BatchNorm(1e-5, 0.9), List.of(in)));
    params.put(name, "scale", new int[] {c}, fill(c, 1));
    params.put(name, "shift", new int[] {c}, new float[c]);
    params.put(name, "mean", new int[] {c}, new float[c]);
    params.put(name, "variance", new int[] {c}, fill(c, 1));
    return name;
  }

  static String act(String in, Activation f) {
    nodes.add(new Node(in + "_act", new Op.Activate(f), List.of(in)));
    return in + "_act";
  }

  static String add(String a, String b) {
    nodes.add(new Node(a + "_add", new Op.Add(), List.of(a, b)));
    return a + "_add";
  }

  static String dense(String name, String in, int i, int o) {
    nodes.add(new Node(name, new Op.Dense(o, true), List.of(in)));
    params.put(name, "weight", new int[] {o, i}, he(o * i, i));
    params.put(name, "bias", new int[] {o}, new float[o]);
    return name;
  }

  static String end(String in, int i, int classes) {
    nodes.add(new Node("gap", new Op.GlobalPool(Op.PoolKind.AVERAGE), List.of(in)));
    nodes.add(new Node("flat", new Op.Flatten(), List.of("gap")));
    dense("fc", "flat", i, classes);
    nodes.add(new Node("output", new Op.Softmax(), List.of("fc")));
    return "output";
  }

  static Net net(String kind, int side) {
    nodes.clear();
    params = new Parameters();
    String x = "input";
    if (kind.equals("resnet18")) {
      x = act(bn(conv("c1", x, 3, 64, 7, 2, 1, false), 64), Activation.RELU);
      nodes.add(
          new Node(
              "pool", new Op.Pool(Op.PoolKind.MAX, Window.of(3, 2, 1), false, false), List.of(x)));
      x = "pool";
      int in = 64;
      int n = 0;
      for (int st = 0; st < 4; st++)
        for (int b = 0; b < 2; b++) {
          int out = 64 << st;
          int s = st > 0 && b == 0 ? 2 : 1;
          String p = "s" + st + b;
          String y = act(bn(conv(p + "a", x, in, out, 3, s, 1, false), out), Activation.RELU);
          y = bn(conv(p + "b", y, out, out, 3, 1, 1, false), out);
          String sc = s == 1 && in == out ? x : bn(conv(p + "d", x, in, out, 1, s, 1, false), out);
          x = act(add(y, sc), Activation.RELU);
          in = out;
        }
      end(x, 512, 10);
    } else if (kind.equals("mobilenetv2")) {
      x = act(bn(conv("c1", x, 3, 32, 3, 2, 1, false), 32), Activation.RELU6);
      int[][] cfg = {
        {1, 16, 1, 1},
        {6, 24, 2, 2},
        {6, 32, 3, 2},
        {6, 64, 4, 2},
        {6, 96, 3, 1},
        {6, 160, 3, 2},
        {6, 320, 1, 1}
      };
      int in = 32, k = 0;
      for (int[] c : cfg)
        for (int i = 0; i < c[2]; i++) {
          int s = i == 0 ? c[3] : 1;
          int hid = in * c[0];
          String p = "b" + (k++);
          String y = x;
          if (c[0] != 1)
            y = act(bn(conv(p + "e", y, in, hid, 1, 1, 1, false), hid), Activation.RELU6);
          y = act(bn(conv(p + "d", y, hid, hid, 3, s, hid, false), hid), Activation.RELU6);
          y = bn(conv(p + "p", y, hid, c[1], 1, 1, 1, false), c[1]);
          x = s == 1 && in == c[1] ? add(y, x) : y;
          in = c[1];
        }
      x = act(bn(conv("last", x, 320, 1280, 1, 1, 1, false), 1280), Activation.RELU6);
      end(x, 1280, 10);
    } else if (kind.equals("vgg16")) {
      int[] cfg = {64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0};
      int in = 3, k = 0;
      for (int c : cfg) {
        if (c == 0) {
          nodes.add(
              new Node(
                  "p" + k,
                  new Op.Pool(Op.PoolKind.MAX, Window.of(2, 2, 0), false, false),
                  List.of(x)));
          x = "p" + k;
        } else {
          x = act(conv("c" + k, x, in, c, 3, 1, 1, true), Activation.RELU);
          in = c;
        }
        k++;
      }
      int f = 512 * (side / 32) * (side / 32);
      nodes.add(new Node("flat", new Op.Flatten(), List.of(x)));
      x = act(dense("f1", "flat", f, 4096), Activation.RELU);
      nodes.add(new Node("d1", new Op.Dropout(0.5), List.of(x)));
      x = act(dense("f2", "d1", 4096, 4096), Activation.RELU);
      nodes.add(new Node("d2", new Op.Dropout(0.5), List.of(x)));
      dense("f3", "d2", 4096, 10);
      nodes.add(new Node("output", new Op.Softmax(), List.of("f3")));
    } else {
      int[] w = {32, 64, 128};
      int in = 3;
      int st = 0;
      for (int c : w) {
        for (int i = 0; i < 2; i++) {
          x = act(bn(conv("s" + st + i, x, in, c, 3, 1, 1, false), c), Activation.RELU);
          in = c;
        }
        nodes.add(
            new Node(
                "p" + st,
                new Op.Pool(Op.PoolKind.MAX, Window.of(2, 2, 0), false, false),
                List.of(x)));
        x = "p" + st;
        st++;
      }
      end(x, 128, 10);
    }
    return new Net(kind, "input", new Shape(3, side, side), nodes, "output");
  }

  public static void main(String[] a) {
    String kind = a[0];
    int side = Integer.parseInt(a[1]);
    int batch = Integer.parseInt(a[2]);
    int steps = Integer.parseInt(a[3]);
    boolean profile = a.length > 4;
    Net net = net(kind, side);
    long t0 = System.nanoTime();
    try (Program p = new Program(net, params, batch, true, Set.of(), Set.of());
        Updater u = new Updater(p, UpdateRule.Adam.USUAL, false, 2, w -> 1)) {
      System.out.printf(
          "compiled in %.2f s, %d MB%n", (System.nanoTime() - t0) / 1e9, p.bytes() >> 20);
      FloatBuffer x =
          ByteBuffer.allocateDirect(batch * 3 * side * side * 4)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      for (int i = 0; i < x.capacity(); i++) x.put(i, (float) random.nextGaussian());
      int[] y = random.ints(batch, 0, 10).toArray();
      long start = 0;
      long upd = 0;
      Map<String, Long> prof = null;
      for (int s = 0; s < steps + 5; s++) {
        if (s == 5) {
          start = System.nanoTime();
          upd = 0;
          if (profile) prof = p.profile();
        }
        FloatBuffer z = p.forward(x, batch, s);
        FloatBuffer g = p.lossGradient();
        double loss = 0;
        for (int i = 0; i < batch; i++) {
          double m = -1e9;
          for (int k = 0; k < 10; k++) m = Math.max(m, z.get(i * 10 + k));
          double sum = 0;
          for (int k = 0; k < 10; k++) sum += Math.exp(z.get(i * 10 + k) - m);
          for (int k = 0; k < 10; k++) {
            double q = Math.exp(z.get(i * 10 + k) - m) / sum;
            if (k == y[i]) loss -= Math.log(q);
            g.put(i * 10 + k, (float) ((q - (k == y[i] ? 1 : 0)) / batch));
          }
        }
        p.backward();
        long us = System.nanoTime();
        u.update(new Updater.Settings(1e-3, 0, 0, 0, s + 1));
        upd += System.nanoTime() - us;
        if (s % 10 == 4 || s == steps + 4)
          System.out.printf("step %d loss %.4f%n", s, loss / batch);
      }
      double sec = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "RESULT %s %d: %.1f images/s, %.2f ms a step, update %.2f ms%n",
          kind, side, steps * batch / sec, sec / steps * 1000, upd / 1e6 / steps);
      if (prof != null)
        prof.entrySet().stream()
            .sorted((q, r) -> Long.compare(r.getValue(), q.getValue()))
            .limit(40)
            .forEach(
                e -> System.out.printf("%8.3f ms %s%n", e.getValue() / 1e6 / steps, e.getKey()));
    }
  }
}

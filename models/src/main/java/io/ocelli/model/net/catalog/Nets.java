package io.ocelli.model.net.catalog;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The networks that are known by name. Where torchvision has a network of that name, layers, shapes
 * of weights and their order are torchvision's, so that its weights fit; each family says where it
 * differs. All end in {@code features} (what the head reads), {@code logits} and, last, softmax
 * {@code output}; dropout may lie between features and logits.
 *
 * <p>Networks for pictures of ImageNet's size shrink a picture by 4 in their first layers, which
 * leaves little of a small one. Pictures whose shorter side is at most {@value #SMALL_SIDE} pixels
 * (CIFAR, MNIST) therefore get a stem that does not shrink: ResNet, GoogLeNet, MobileNetV2,
 * SqueezeNet and DenseNet begin with a 3x3 convolution of stride 1 and leave out the first pooling,
 * as is usual for CIFAR (He et al. 2016, section 4.2). {@link Stem} chooses otherwise.
 */
public final class Nets {
  /** The longest shorter side, in pixels, of pictures that get the small stem by themselves. */
  public static final int SMALL_SIDE = 48;

  private static final int LARGEST_MINIMUM = 256;

  /** How a network begins. */
  public enum Stem {
    /** By the size of the pictures. */
    AUTO,
    /** As for ImageNet, shrinking. */
    LARGE,
    /** As for CIFAR, keeping the size. */
    SMALL
  }

  private record Entry(Function<Plan, Net> family, Shape usual, int classes, boolean stems) {}

  private static final Map<String, Entry> ALL = entries();

  private Nets() {}

  private static Map<String, Entry> entries() {
    Shape imageNet = new Shape(3, 224, 224);
    Map<String, Entry> all = new LinkedHashMap<>();
    all.put("lenet", new Entry(LeNet::build, new Shape(1, 28, 28), 10, false));
    all.put("simple-cnn", new Entry(SimpleCnn::build, new Shape(3, 64, 64), 10, false));
    all.put("alexnet", new Entry(AlexNet::build, imageNet, 1000, false));
    for (int depth : Vgg.DEPTHS) {
      all.put(
          "vgg" + depth, new Entry(plan -> Vgg.build(plan, depth, false), imageNet, 1000, false));
    }
    for (int depth : Vgg.DEPTHS) {
      all.put(
          "vgg" + depth + "-bn",
          new Entry(plan -> Vgg.build(plan, depth, true), imageNet, 1000, false));
    }
    for (int depth : ResNet.DEPTHS) {
      all.put("resnet" + depth, new Entry(plan -> ResNet.build(plan, depth), imageNet, 1000, true));
    }
    all.put("googlenet", new Entry(GoogLeNet::build, imageNet, 1000, true));
    all.put("mobilenetv2", new Entry(MobileNetV2::build, imageNet, 1000, true));
    all.put("squeezenet", new Entry(SqueezeNet::build, imageNet, 1000, true));
    all.put("darknet19", new Entry(Darknet19::build, imageNet, 1000, false));
    all.put("densenet121", new Entry(DenseNet::build, imageNet, 1000, true));
    return all;
  }

  /** The names, small networks first. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Whether there is a network of that name. */
  public static boolean has(String name) {
    return ALL.containsKey(name);
  }

  /** The shape of the pictures that the network was designed for. */
  public static Shape usualInput(String name) {
    return entry(name).usual();
  }

  /** The number of classes that the network was designed for. */
  public static int usualClasses(String name) {
    return entry(name).classes();
  }

  /** Whether the network has a stem for small pictures. */
  public static boolean hasStems(String name) {
    return entry(name).stems();
  }

  /** A network with the stem that suits the size of the pictures. */
  public static Net of(String name, Shape input, int classes) {
    return of(name, input, classes, Stem.AUTO);
  }

  /**
   * A network.
   *
   * @param name one of {@link #names()}
   * @param input one picture: 1 or 3 channels, or any other number
   * @param classes at least 2
   * @param stem for networks without a choice only {@code AUTO} and {@code LARGE}
   * @throws UsageException for an unknown name (near ones are suggested), fewer than two classes, a
   *     stem that the network does not have, and pictures that are too small: the layer that has no
   *     room left and the least size are named
   */
  public static Net of(String name, Shape input, int classes, Stem stem) {
    Entry entry = entry(name);
    if (classes < 2) {
      throw new UsageException(
          "a classifier has at least two classes",
          String.valueOf(classes),
          name,
          "give the number of classes");
    }
    if (input.isVector() || input.channels() < 1 || input.height() < 1 || input.width() < 1) {
      throw new UsageException(
          "not the shape of a picture", input.toString(), name, "give channels x height x width");
    }
    if (stem == Stem.SMALL && !entry.stems()) {
      throw new UsageException(
          "the network has no stem for small pictures", "small", name, "leave the stem out");
    }
    try {
      return build(name, entry, input, classes, stem);
    } catch (OcelliException e) {
      throw new UsageException(
          "pictures are too small for " + name,
          input.width() + "x" + input.height(),
          e.origin() + " (" + e.problem() + ": " + e.value() + ")",
          leastSize(name, entry, input.channels(), classes, stem));
    }
  }

  private static Net build(String name, Entry entry, Shape input, int classes, Stem stem) {
    boolean small =
        entry.stems()
            && (stem == Stem.SMALL
                || (stem == Stem.AUTO && Math.min(input.width(), input.height()) <= SMALL_SIDE));
    return entry.family().apply(new Plan(name, input, classes, small));
  }

  private static String leastSize(String name, Entry entry, int channels, int classes, Stem stem) {
    for (int side = 1; side <= LARGEST_MINIMUM; side++) {
      if (fits(name, entry, new Shape(channels, side, side), classes, stem)) {
        return "give pictures of at least " + side + "x" + side + ", or take another network";
      }
    }
    return "give larger pictures";
  }

  private static boolean fits(String name, Entry entry, Shape input, int classes, Stem stem) {
    try {
      build(name, entry, input, classes, stem);
      return true;
    } catch (OcelliException tooSmall) {
      return false;
    }
  }

  private static Entry entry(String name) {
    Entry entry = ALL.get(name);
    if (entry == null) {
      throw new UsageException(
          "no such network", name, "the catalogue", NearNames.remedy(name, ALL.keySet()));
    }
    return entry;
  }
}

package io.ocelli.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Window;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One of our networks in DJL's own blocks, node by node, with its weights. The softmax at the end
 * is left to the loss. Operations that the networks of {@link TrainPeers} do not have are refused.
 */
final class DjlNet extends AbstractBlock {
  /** What DJL calls our arrays. */
  private static final Map<String, String> NAMES =
      Map.of("scale", "gamma", "shift", "beta", "mean", "runningMean", "variance", "runningVar");

  private final Net net;
  private final Map<String, Block> layers = new LinkedHashMap<>();

  DjlNet(Net net, Parameters weights) {
    this.net = net;
    for (Node node : net.nodes()) {
      layers.put(node.name(), addChildBlock(node.name(), block(node)));
    }
    weights
        .all()
        .forEach(
            (path, tensor) -> {
              int slash = path.lastIndexOf('/');
              String name = path.substring(slash + 1);
              layer(path.substring(0, slash))
                  .setInitializer(
                      (manager, shape, type) -> manager.create(tensor.values(), shape),
                      NAMES.getOrDefault(name, name));
            });
  }

  private Block layer(String name) {
    return Objects.requireNonNull(layers.get(name), name);
  }

  private Block block(Node node) {
    Op op = node.op();
    if (op instanceof Op.Convolution c && alike(c.window())) {
      return Conv2d.builder()
          .setKernelShape(new Shape(c.window().height(), c.window().width()))
          .optStride(new Shape(c.window().strideHeight(), c.window().strideWidth()))
          .optPadding(new Shape(c.window().padding().top(), c.window().padding().left()))
          .optGroups(c.groups())
          .optBias(c.bias())
          .setFilters(c.out())
          .build();
    }
    if (op instanceof Op.BatchNorm norm) {
      return BatchNorm.builder()
          .optEpsilon((float) norm.epsilon())
          .optMomentum((float) norm.momentum())
          .build();
    }
    if (op instanceof Op.Activate a && a.function().equals(io.ocelli.model.net.Activation.RELU)) {
      return Activation.reluBlock();
    }
    if (op instanceof Op.Activate a && a.function().equals(io.ocelli.model.net.Activation.RELU6)) {
      return Activation.relu6Block();
    }
    if (op instanceof Op.Pool pool && pool.kind() == Op.PoolKind.MAX && alike(pool.window())) {
      Window w = pool.window();
      return Pool.maxPool2dBlock(
          new Shape(w.height(), w.width()),
          new Shape(w.strideHeight(), w.strideWidth()),
          new Shape(w.padding().top(), w.padding().left()),
          pool.ceil());
    }
    // DJL's global pooling gives vectors, which is what all our networks make of it next.
    if (op instanceof Op.GlobalPool pool && pool.kind() == Op.PoolKind.AVERAGE) {
      return Pool.globalAvgPool2dBlock();
    }
    if (op instanceof Op.Dense dense) {
      return Linear.builder().setUnits(dense.out()).optBias(dense.bias()).build();
    }
    if (op instanceof Op.Dropout dropout) {
      return Dropout.builder().optRate((float) dropout.rate()).build();
    }
    if (op instanceof Op.Add && node.inputs().size() == 2) {
      return new LambdaBlock(in -> new NDList(in.get(0).add(in.get(1))), "add");
    }
    if (op instanceof Op.Flatten) {
      return Blocks.batchFlattenBlock();
    }
    if (op instanceof Op.Softmax && node.name().equals(net.output())) {
      return Blocks.identityBlock();
    }
    throw new IllegalArgumentException("no DJL block for '" + node.name() + "': " + op);
  }

  private static boolean alike(Window window) {
    Padding p = window.padding();
    return p.top() == p.bottom()
        && p.left() == p.right()
        && window.dilationHeight() == 1
        && window.dilationWidth() == 1;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    Map<String, NDArray> answers = new HashMap<>();
    answers.put(net.input(), inputs.singletonOrThrow());
    for (Node node : net.nodes()) {
      NDList from = new NDList();
      node.inputs().forEach(name -> from.add(answers.get(name)));
      answers.put(
          node.name(), layer(node.name()).forward(store, from, training).singletonOrThrow());
    }
    return new NDList(answers.get(net.output()));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Map<String, io.ocelli.model.net.Shape> shapes = net.shapes();
    for (Node node : net.nodes()) {
      List<Shape> from =
          node.inputs().stream()
              .map(name -> shape(inputs[0].get(0), Objects.requireNonNull(shapes.get(name))))
              .toList();
      layer(node.name()).initialize(manager, type, from.toArray(new Shape[0]));
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {
      shape(inputs[0].get(0), Objects.requireNonNull(net.shapes().get(net.output())))
    };
  }

  private static Shape shape(long batch, io.ocelli.model.net.Shape of) {
    return of.isVector()
        ? new Shape(batch, of.channels())
        : new Shape(batch, of.channels(), of.height(), of.width());
  }
}

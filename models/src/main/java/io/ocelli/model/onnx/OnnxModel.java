package io.ocelli.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import java.nio.FloatBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open {@code .onnx} model in ONNX Runtime. Owns the session and its native memory until {@link
 * #close}. Any number of threads may run it at the same time; nobody may run it while it closes.
 *
 * <p>Values go in from direct buffers, without a copy: pictures as float32 ({@link
 * #bind(FloatBuffer, List, long...)}), anything else as {@link TensorInput}s. Answers come out as
 * float arrays on the heap.
 */
public final class OnnxModel implements AutoCloseable {
  private static final Set<ElementType> PICTURES =
      EnumSet.of(ElementType.FLOAT32, ElementType.FLOAT16, ElementType.UINT8, ElementType.INT8);

  private final String name;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Provider provider;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Map<String, String> metadata;
  private Placement placement = Placement.UNKNOWN;
  private List<String> innerOutputs = List.of();

  /**
   * What executes the model.
   *
   * @param device the device in use, never AUTO
   * @param remark why AUTO did not take CUDA, or empty
   */
  public record Provider(Device device, String remark) {}

  private OnnxModel(String name, OrtEnvironment environment, OrtSession session, Provider provider)
      throws OrtException {
    this.name = name;
    this.environment = environment;
    this.session = session;
    this.provider = provider;
    this.inputs = specs(session.getInputInfo().values());
    this.outputs = specs(session.getOutputInfo().values());
    this.metadata = Map.copyOf(session.getMetadata().getCustomMetadata());
  }

  /**
   * Opens a model file.
   *
   * @throws OcelliException when there is no such file, when it is no ONNX model (the message says
   *     what it is instead), when ONNX Runtime does not know its operators, or when the device that
   *     was asked for cannot be used
   */
  public static OnnxModel open(Path file, OnnxOptions options) {
    ModelFiles.requireFile(file);
    // ONNX Runtime's binding hands paths on in Java's modified UTF-8, which spells characters
    // beyond U+FFFF in a way that no file system knows; and it cannot look into a jar.
    if (file.getFileSystem() != FileSystems.getDefault()
        || file.toString().codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
      return open(ModelFiles.read(file), file.toString(), options);
    }
    return open(
        file.toString(),
        options,
        (environment, o) -> environment.createSession(file.toString(), o),
        () -> ModelFiles.diagnose(file));
  }

  /**
   * Opens a model from the bytes of its file.
   *
   * @param name what to call it in messages
   * @throws OcelliException as {@link #open(Path, OnnxOptions)}
   */
  public static OnnxModel open(byte[] bytes, String name, OnnxOptions options) {
    return open(
        name,
        options,
        (environment, o) -> environment.createSession(bytes, o),
        () -> ModelFiles.diagnose(bytes));
  }

  /**
   * Opens a model file with tensors from inside its graph as further outputs, after its own.
   *
   * @param inner names of tensors, or of nodes, whose first output is meant; see {@link
   *     #innerOutputs()}
   * @throws OcelliException as {@link #open(Path, OnnxOptions)}, and when there is no such tensor
   */
  public static OnnxModel open(Path file, OnnxOptions options, List<String> inner) {
    if (inner.isEmpty()) {
      return open(file, options);
    }
    ModelFiles.requireFile(file);
    String name = file.toString();
    GraphOutputs.Widened widened = GraphOutputs.add(ModelFiles.read(file), inner, name);
    byte[] bytes = widened.onnx().toByteArray();
    Path folder = file.toAbsolutePath().getParent();
    OnnxModel model =
        open(
            name,
            options,
            (environment, o) -> {
              // Weights in files of their own lie beside the model.
              o.addConfigEntry(
                  "session.model_external_initializers_file_folder_path", String.valueOf(folder));
              return environment.createSession(bytes, o);
            },
            () -> null);
    model.innerOutputs = widened.tensors();
    return model;
  }

  private interface Opener {
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  private interface Diagnosis {
    @Nullable ForeignFile of();
  }

  private static OnnxModel open(
      String name, OnnxOptions options, Opener opener, Diagnosis diagnosis) {
    OrtEnvironment environment = OnnxLibrary.environment();
    Provider provider = Devices.resolve(options.device());
    boolean onDevice = !provider.device().equals(Device.CPU);
    try (SessionSetup setup = new SessionSetup(options, provider.device(), onDevice)) {
      OrtSession session;
      try {
        session = opener.open(environment, setup.options());
      } catch (OrtException e) {
        ForeignFile wrong = diagnosis.of();
        if (onDevice && wrong == null && SessionSetup.concernsDevice(e)) {
          throw Providers.unusable(provider.device(), e);
        }
        throw ModelFiles.refused(name, wrong, e);
      }
      try {
        OnnxModel model = new OnnxModel(name, environment, session, provider);
        if (onDevice) {
          model.placement = setup.readBack(model.session, model.inputs, environment);
          SessionSetup.requireUse(provider.device(), model.placement);
        }
        return model;
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw ModelFiles.refused(name, diagnosis.of(), e);
    }
  }

  /** What it is called in messages: the path, or the name given with the bytes. */
  public String name() {
    return name;
  }

  /** What executes it. */
  public Provider provider() {
    return provider;
  }

  /**
   * Which provider runs each node, as the session itself told in a first run with zeros. Known for
   * every device but the CPU, unless no run could be made because the model leaves its sizes open.
   */
  public Placement placement() {
    return placement;
  }

  /** Its inputs, in the order of the file. */
  public List<TensorSpec> inputs() {
    return inputs;
  }

  /** Its outputs, in the order of the file. */
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /** The names of the outputs that were asked for from inside the graph, in that order. */
  public List<String> innerOutputs() {
    return innerOutputs;
  }

  /** The key-value pairs that the file carries ({@code metadata_props}). */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * The one input that takes pictures: float32, float16, uint8 or int8 with four sides.
   *
   * @throws OcelliException when the model wants something else or more than one thing
   */
  public TensorSpec imageInput() {
    if (inputs.size() == 1
        && inputs.get(0).rank() == 4
        && PICTURES.contains(inputs.get(0).elementType())) {
      return inputs.get(0);
    }
    throw new OcelliException(
        "the model does not take one picture tensor with four sides",
        inputs.toString(),
        name,
        "export it with a single input [batch,channels,height,width] or"
            + " [batch,height,width,channels] of float32, float16, uint8 or int8");
  }

  /** The batch size that the file fixes, or empty when any number of pictures goes in at once. */
  public OptionalInt fixedBatch() {
    long batch = imageInput().side(0);
    return batch < 0 ? OptionalInt.empty() : OptionalInt.of((int) batch);
  }

  /**
   * Runs the model on n pictures and gives its first output. A model whose batch is fixed at 1 is
   * run n times.
   *
   * @param batch direct, native byte order; n pictures float32 NCHW from its position on; neither
   *     position nor limit are changed
   * @param n number of pictures, at least 1
   * @return the first output, n rows one after the other
   * @throws OcelliException when the buffer is too short or the model has free sides other than the
   *     batch (then use {@link #bind})
   */
  public float[] run(FloatBuffer batch, int n) {
    return runAll(batch, n, List.of(outputs.get(0).name())).get(0).values();
  }

  /** As {@link #run(FloatBuffer, int)}, into {@code out} from its position on, which moves. */
  public void run(FloatBuffer batch, int n, FloatBuffer out) {
    float[] values = run(batch, n);
    if (out.remaining() < values.length) {
      throw new IllegalArgumentException(
          "the output needs " + values.length + " floats, the buffer has " + out.remaining());
    }
    out.put(values);
  }

  /**
   * As {@link #run(FloatBuffer, int)}, for the named outputs (all of them when the list is empty).
   * The first side of each answer is n.
   */
  public List<FloatTensor> runAll(FloatBuffer batch, int n, List<String> names) {
    TensorSpec input = imageInput();
    long[] shape = input.shape().stream().mapToLong(Long::longValue).toArray();
    long fixed = shape[0];
    if (fixed < 0 || fixed == n) {
      shape[0] = n;
      try (Binding binding = bind(batch, names, shape)) {
        return binding.run();
      }
    }
    if (n % fixed != 0) {
      throw new OcelliException(
          "the model takes exactly " + fixed + " pictures at a time",
          n + " pictures",
          name,
          "give a multiple of " + fixed + ", or export the model with a free batch side");
    }
    long step = Math.multiplyExact(Math.multiplyExact(shape[1], shape[2]), shape[3]) * fixed;
    List<List<FloatTensor>> parts = new ArrayList<>();
    for (int at = 0; at < n; at += (int) fixed) {
      FloatBuffer part = batch.duplicate();
      int from = Math.toIntExact(batch.position() + at / fixed * step);
      if (step < 0 || from + step > batch.limit()) {
        throw tooShort(batch, shape);
      }
      part.position(from).limit((int) (from + step));
      try (Binding binding = bind(part, names, shape)) {
        parts.add(binding.run());
      }
    }
    return Tensors.concatenate(parts);
  }

  /**
   * Ties a direct buffer to the model's input for many runs: fill the buffer, run, fill it again.
   *
   * @param buffer direct, native byte order, float32, from its position on
   * @param names the outputs wanted; all when empty
   * @param shape the four sides of the input
   * @throws OcelliException when the shape does not fit the model or the buffer, or the model takes
   *     pictures of another type than float32
   */
  public Binding bind(FloatBuffer buffer, List<String> names, long... shape) {
    return bind(List.of(TensorInput.of(imageInput().name(), buffer, shape)), names);
  }

  /**
   * Ties direct buffers to all of the model's inputs for many runs.
   *
   * @param given each input once, in any order
   * @param names the outputs wanted; when empty, all that are tensors of numbers
   * @throws OcelliException when an input is unknown, missing, of another type or shape than the
   *     model says or longer than its buffer, or there is no such output
   */
  public Binding bind(List<TensorInput> given, List<String> names) {
    new InputCheck(name, inputs).check(given);
    List<String> wanted = wanted(names);
    Map<String, OnnxTensor> feed = new LinkedHashMap<>();
    try {
      for (TensorInput input : given) {
        feed.put(input.name(), Tensors.wrap(environment, input));
      }
      return new Binding(this, feed, wanted);
    } catch (OrtException e) {
      feed.values().forEach(OnnxTensor::close);
      throw failed(e);
    }
  }

  private List<String> wanted(List<String> names) {
    for (String output : names) {
      if (outputs.stream().noneMatch(spec -> spec.name().equals(output))) {
        List<String> known = outputs.stream().map(TensorSpec::name).toList();
        throw new OcelliException(
            "the model has no such output", output, name, NearNames.remedy(output, known));
      }
    }
    if (!names.isEmpty()) {
      return names;
    }
    List<String> numbers =
        outputs.stream().filter(TensorSpec::isNumbers).map(TensorSpec::name).toList();
    if (numbers.isEmpty()) {
      throw new OcelliException(
          "the model has no output that is a tensor of numbers",
          outputs.toString(),
          name,
          "export it with a plain tensor (scikit-learn: options zipmap=False)");
    }
    return numbers;
  }

  /** Input buffers that are tied to the model; for one thread at a time. */
  public static final class Binding implements AutoCloseable {
    private final OnnxModel model;
    private final Map<String, OnnxTensor> feed;
    private final List<String> names;
    private final Set<String> wanted;
    private boolean closed;

    private Binding(OnnxModel model, Map<String, OnnxTensor> feed, List<String> names) {
      this.model = model;
      this.feed = feed;
      this.names = List.copyOf(names);
      this.wanted = new LinkedHashSet<>(names);
    }

    /**
     * Runs the model on what the buffers hold now.
     *
     * @return the wanted outputs in the order they were named, as float32 whatever their type:
     *     whole numbers beyond 2^24 are rounded
     * @throws OcelliException when ONNX Runtime cannot run the model, or an output is no tensor of
     *     numbers
     */
    public List<FloatTensor> run() {
      if (closed) {
        throw new IllegalStateException("the binding is closed: " + model.name);
      }
      try (OrtSession.Result result = model.session.run(feed, wanted)) {
        List<FloatTensor> answers = new ArrayList<>(names.size());
        for (String output : names) {
          answers.add(Tensors.copy(output, result.get(output).orElseThrow(), model.name));
        }
        return answers;
      } catch (OrtException e) {
        throw model.failed(e);
      }
    }

    /** Unties the buffers, which stay the caller's. Closing again does nothing. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        feed.values().forEach(OnnxTensor::close);
      }
    }
  }

  private OcelliException tooShort(FloatBuffer buffer, long[] shape) {
    return new OcelliException(
        "the input holds too few values",
        buffer.remaining() + " floats for " + Tensors.text(shape),
        name,
        "fill the buffer with batch x channels x height x width values");
  }

  private OcelliException failed(OrtException e) {
    return new OcelliException(
        "ONNX Runtime could not run the model",
        OnnxLibrary.firstLine(e),
        name,
        "check that the picture size and the description of the model are those it was made for",
        e);
  }

  private static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
    return nodes.stream().map(Tensors::spec).toList();
  }

  /** Frees the session. Closing again does nothing. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (IllegalStateException alreadyClosed) {
      return;
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}

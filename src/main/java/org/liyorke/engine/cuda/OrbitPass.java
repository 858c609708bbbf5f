package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jcuda.Pointer;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.dynamics.orbits.OrbitSettings;
import org.liyorke.dynamics.orbits.PairSettings;
import org.liyorke.model.NetworkFamily;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Follows the orbits of every network once for the observables lyapunov, scrambling and escape: the
 * states, their tangents and their partners, as far as somebody asks for them.
 *
 * <p>States, tangents and partners go through products of the same shape, one after the other, so
 * no observable changes the numbers of another. The steps are recorded once and started in chunks:
 * a step of small networks takes less time than starting its kernels one by one.
 */
final class OrbitPass implements ObservingPass, DeviceResource {
  /** Steps of a recording. */
  private static final int CHUNK = 32;

  /** From this dimension on a warp measures an orbit, below it a thread. */
  private static final int WIDE = 32;

  private static final int WARP = 32;

  /** Size of the kernels' struct Measures. */
  private static final int MEASURES_BYTES = 40;

  /** Size of the kernels' struct Orbits. */
  private static final int ORBITS_BYTES = 32;

  private final GemmTools tools;
  private final OrbitSettings settings;
  private final PairSettings pairs;
  private final int dimension;
  private final Map<ObservableKind, List<DeviceTally>> tallies;
  private final NumberDraws draws;
  private final GemmStep step;
  private Vectors states;
  private Vectors partners;
  private Vectors tangents;
  private DeviceBuffer starts;
  private DeviceBuffer measures;
  private int recordedNetworks;
  private RecordedWork transientChunk;
  private RecordedWork measuredChunk;

  /**
   * A pass.
   *
   * @param tallies by observable, those of its quantities in order
   */
  OrbitPass(
      GemmTools tools,
      NetworkFamily family,
      long seed,
      Observation observation,
      Map<ObservableKind, List<DeviceTally>> tallies) {
    this.tools = tools;
    settings = observation.orbits();
    pairs = observation.pairs();
    dimension = family.state();
    this.tallies = tallies;
    step = tools.step(family, settings.starts(), observes(ObservableKind.LYAPUNOV) ? 1 : 0);
    draws = tools.normals(family, seed, Purpose.INITIAL_STATES, 2 * stateFloats());
  }

  private boolean observes(ObservableKind kind) {
    return tallies.containsKey(kind);
  }

  private int stateFloats() {
    return settings.starts() * dimension;
  }

  @Override
  public long networkBytes() {
    long vectors = 5L * stateFloats() * Float.BYTES;
    return vectors + (long) settings.starts() * MEASURES_BYTES + step.networkBytes();
  }

  @Override
  public long mostNumbers() {
    return Math.max(step.mostNumbers(), Math.max(2L * stateFloats(), draws.wordBytes() / 4));
  }

  /** Bytes that the words of a network take. */
  long wordBytes() {
    return draws.wordBytes();
  }

  @Override
  public void allocate(int networks, Resources buffers) {
    DeviceContext context = tools.context();
    step.allocate(networks, buffers);
    long vectors = (long) networks * stateFloats() * Float.BYTES;
    states = vectors(buffers.add(new DeviceBuffer(context, vectors)));
    starts = buffers.add(new DeviceBuffer(context, 2 * vectors));
    long orbits = (long) networks * settings.starts();
    measures = buffers.add(new DeviceBuffer(context, orbits * MEASURES_BYTES));
    if (observes(ObservableKind.LYAPUNOV)) {
      tangents = vectors(buffers.add(new DeviceBuffer(context, vectors)));
    }
    if (observes(ObservableKind.SCRAMBLING)) {
      partners = vectors(buffers.add(new DeviceBuffer(context, vectors)));
    }
  }

  private Vectors vectors(DeviceBuffer buffer) {
    return Vectors.packed(buffer, stateFloats());
  }

  /** Lets cuRAND allocate. */
  void warmUp(DeviceBuffer words) {
    draws.warmUp(words);
  }

  @Override
  public void start(Batch batch) {
    draws.start(batch.first(), batch.networks(), starts, batch.words());
    record(batch);
    launchForOrbits(tools.stream(), "begin", batch.networks());
    repeat(settings.transientSteps(), transientChunk, stream -> step(stream, batch, false));
    repeat(settings.steps(), measuredChunk, stream -> step(stream, batch, true));
    reduce(batch.networks());
  }

  /** Buffers stay where they are, so only another number of networks makes another recording. */
  private void record(Batch batch) {
    if (batch.networks() == recordedNetworks) {
      return;
    }
    forgetRecordings();
    // Kernels are loaded when they are first started, which must not happen while work is recorded.
    // What this step leaves is overwritten.
    step(tools.stream(), batch, false);
    if (settings.transientSteps() >= CHUNK) {
      transientChunk = recorded(stream -> step(stream, batch, false));
    }
    if (settings.steps() >= CHUNK) {
      measuredChunk = recorded(stream -> step(stream, batch, true));
    }
    recordedNetworks = batch.networks();
  }

  private RecordedWork recorded(Consumer<DeviceStream> work) {
    return new RecordedWork(
        tools.context(),
        stream -> {
          for (int i = 0; i < CHUNK; i++) {
            work.accept(stream);
          }
        });
  }

  private void repeat(int times, RecordedWork chunk, Consumer<DeviceStream> work) {
    for (int i = 0; i < times / CHUNK; i++) {
      chunk.launch(tools.stream());
    }
    for (int i = 0; i < times % CHUNK; i++) {
      work.accept(tools.stream());
    }
  }

  private void step(DeviceStream stream, Batch batch, boolean measured) {
    int networks = batch.networks();
    if (tangents == null) {
      step.start(stream, networks, batch.numbers(), states);
    } else {
      step.startWithTangents(stream, networks, batch.numbers(), states, tangents);
    }
    if (partners != null) {
      step.start(stream, networks, batch.numbers(), partners);
    }
    launchForOrbits(stream, "measure", networks, Pointer.to(new int[] {measured ? 1 : 0}));
  }

  private void launchForOrbits(DeviceStream stream, String what, int networks, Pointer... more) {
    List<Pointer> arguments = new ArrayList<>();
    for (Vectors vectors : new Vectors[] {states, partners, tangents}) {
      arguments.add(vectors == null ? Pointer.to(new long[1]) : vectors.argument());
    }
    arguments.add(Pointer.to(starts.address()));
    arguments.add(Pointer.to(measures.address()));
    arguments.add(orbitsArgument(networks));
    arguments.addAll(List.of(more));
    boolean wide = dimension >= WIDE;
    long threads = (long) networks * settings.starts() * (wide ? WARP : 1);
    String kernel = what + (wide ? "_wide_orbits" : "_orbits");
    tools.kernels().launch(stream, kernel, threads, arguments.toArray(Pointer[]::new));
  }

  /** The kernels' struct Orbits. */
  private Pointer orbitsArgument(int networks) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(ORBITS_BYTES).order(ByteOrder.nativeOrder());
    bytes.putDouble(settings.escapeRadius()).putDouble(pairs.distance());
    bytes.putInt(networks).putInt(settings.starts()).putInt(dimension).putInt(0);
    return Pointer.to(bytes.rewind());
  }

  private void reduce(int networks) {
    Pointer orbits = orbitsArgument(networks);
    Pointer from = Pointer.to(measures.address());
    tallies.forEach(
        (kind, quantities) -> {
          switch (kind) {
            case LYAPUNOV ->
                launch(
                    "reduce_exponents",
                    networks,
                    quantities.get(0).values(),
                    quantities.get(1).values(),
                    from,
                    orbits,
                    number(settings.steps()));
            case SCRAMBLING ->
                launch(
                    "reduce_pairs",
                    networks,
                    quantities.get(0).values(),
                    quantities.get(1).values(),
                    quantities.get(2).values(),
                    from,
                    orbits,
                    number(pairs.near()),
                    number(pairs.far()));
            case ESCAPE ->
                launch("reduce_escapes", networks, quantities.get(0).values(), from, orbits);
            default -> throw new IllegalStateException("no orbits are followed for " + kind);
          }
        });
  }

  private void launch(String kernel, int networks, Pointer... arguments) {
    tools.kernels().launch(tools.stream(), kernel, networks, arguments);
  }

  private static Pointer number(double value) {
    return Pointer.to(new double[] {value});
  }

  private void forgetRecordings() {
    recordedNetworks = 0;
    RecordedWork first = transientChunk;
    RecordedWork second = measuredChunk;
    transientChunk = null;
    measuredChunk = null;
    Resources recordings = new Resources();
    for (RecordedWork each : new RecordedWork[] {first, second}) {
      if (each != null) {
        recordings.add(each);
      }
    }
    recordings.close();
  }

  @Override
  public void close() {
    Resources all = new Resources();
    all.add(draws);
    all.add(this::forgetRecordings);
    all.close();
  }
}

package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.liyorke.engine.EngineListener;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/**
 * The devices of a run, lent to the threads that decide and observe blocks.
 *
 * <p>A device has places for several threads, so that one can copy and start while the kernel of
 * another runs. A place that finds no memory is given up, and the others of its device go on. A
 * device that fails otherwise, or has no place left, is retired: it is not lent again. What failed
 * is done again, from its beginning, at another place. Safe for use by several threads.
 */
final class DevicePool implements AutoCloseable {
  /** Places on a device. */
  static final int SESSIONS = 2;

  private final Function<CudaDevice, DeviceSession> opener;
  private final EngineListener listener;
  private final List<Place> places = new ArrayList<>();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private String lastFailure;

  /**
   * A place for one thread on a device. The session belongs to the thread it is lent to, the rest
   * is guarded by the lock.
   */
  private static final class Place {
    final CudaDevice device;
    DeviceSession session;
    List<NetworkFamily> families;
    long memory;
    boolean lent;
    boolean givenUp;

    Place(CudaDevice device) {
      this.device = device;
    }

    /** Closes after a failure, to which failures of closing are added. */
    void closeAfter(CudaException failure) {
      try {
        close();
      } catch (CudaException e) {
        failure.addSuppressed(e);
      }
    }

    void close() {
      DeviceSession open = session;
      session = null;
      if (open != null) {
        open.close();
      }
    }
  }

  /**
   * A pool; its sessions are opened when they are first needed.
   *
   * @param devices at least one
   * @param opener opens a session on a device
   * @param listener hears of devices that are retired while others are left
   */
  DevicePool(
      List<CudaDevice> devices,
      Function<CudaDevice, DeviceSession> opener,
      EngineListener listener) {
    this.opener = opener;
    this.listener = listener;
    // The first place of every device comes before the second of any.
    for (int i = 0; i < SESSIONS; i++) {
      devices.forEach(device -> places.add(new Place(device)));
    }
  }

  /**
   * Does work on the first device that is free, again from its beginning where a device fails.
   *
   * @param families what the work is for; a place that did the same before is preferred
   * @throws UserError with exit status 4 when no device is left
   */
  <T> T run(List<NetworkFamily> families, Function<DeviceSession, T> work) {
    while (true) {
      Place place = take(families);
      try {
        return work.apply(session(place));
      } catch (CudaException e) {
        // At once, as what it holds may be what the other place lacks.
        place.closeAfter(e);
        giveUp(place, e);
      } finally {
        giveBack(place);
      }
    }
  }

  private DeviceSession session(Place place) {
    if (place.session == null) {
      place.session = opener.apply(place.device);
      locked(() -> place.memory = place.session.memory());
    }
    return place.session;
  }

  private Place take(List<NetworkFamily> families) {
    return locked(
        () -> {
          Place place = best(families);
          while (place == null) {
            changed.awaitUninterruptibly();
            place = best(families);
          }
          place.families = families;
          place.lent = true;
          return place;
        });
  }

  /**
   * The place on the device that the fewest use, where there is a choice one with these families;
   * null if all are taken.
   */
  private Place best(List<NetworkFamily> families) {
    if (places.stream().allMatch(place -> place.givenUp)) {
      throw UserError.engine("no CUDA device is left, " + lastFailure + "; try --engine cpu");
    }
    return places.stream()
        .filter(place -> !place.lent && !place.givenUp)
        .min(
            Comparator.comparingLong(this::lent)
                .thenComparing(place -> !families.equals(place.families)))
        .orElse(null);
  }

  private long lent(Place place) {
    return placesOf(place.device).filter(other -> other.lent).count();
  }

  private Stream<Place> placesOf(CudaDevice device) {
    return places.stream().filter(place -> place.device.equals(device));
  }

  private void giveBack(Place place) {
    locked(
        () -> {
          place.lent = false;
          changed.signalAll();
          return null;
        });
  }

  private void giveUp(Place place, CudaException failure) {
    String news = locked(() -> markGivenUp(place, failure));
    if (news != null) {
      listener.retired(news);
    }
  }

  /**
   * What there is to tell; null if nothing: both threads on a device may find that it failed, and
   * when the last one fails the run ends with a message of its own.
   */
  private String markGivenUp(Place place, CudaException failure) {
    if (isRetired(place.device)) {
      return null;
    }
    place.givenUp = true;
    boolean onlyMemory = failure.isOutOfMemory() && failure.getSuppressed().length == 0;
    if (!onlyMemory) {
      placesOf(place.device).forEach(other -> other.givenUp = true);
    }
    if (!isRetired(place.device)) {
      return null;
    }
    lastFailure = describe(place.device) + " failed: " + failure.getMessage();
    return places.stream().allMatch(other -> other.givenUp)
        ? null
        : lastFailure + "; it is used no more, its block is decided on another device";
  }

  private boolean isRetired(CudaDevice device) {
    return placesOf(device).allMatch(place -> place.givenUp);
  }

  private static String describe(CudaDevice device) {
    return "device " + device.ordinal() + " (" + device.name() + ")";
  }

  /** How many devices were retired. */
  int retired() {
    return locked(() -> (int) devices().filter(this::isRetired).count());
  }

  private Stream<CudaDevice> devices() {
    return places.stream().map(place -> place.device).distinct();
  }

  /** Bytes that the batches of a device may use together: the most of all devices used so far. */
  long memory() {
    return locked(() -> devices().mapToLong(this::memoryOf).max().orElse(0));
  }

  private long memoryOf(CudaDevice device) {
    return placesOf(device).mapToLong(place -> place.memory).sum();
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes all sessions; to be called when no thread uses the pool any more. A second call does
   * nothing.
   *
   * @throws UserError with exit status 4 when a device that was not retired reports a failure
   */
  @Override
  public void close() {
    String failure = null;
    for (Place place : places) {
      try {
        place.close();
      } catch (CudaException e) {
        // A retired device was told of, and what it failed to decide was decided elsewhere.
        if (!isRetired(place.device) && failure == null) {
          failure = describe(place.device) + " failed at the end: " + e.getMessage();
        }
      }
    }
    if (failure != null) {
      throw UserError.engine(failure);
    }
  }
}

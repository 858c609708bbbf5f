package org.liyorke.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Handlers of signals.
 *
 * <p>The classes are those of the module jdk.unsupported, which every JDK has. They are called by
 * reflection as the compiler warns of each use of them, in a way that nothing can switch off.
 */
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /**
   * From now on a signal runs an action, on a thread of its own. A signal that the system does not
   * have, or that Java was told to leave alone (-Xrs), keeps its meaning.
   *
   * @param name without the SIG, as in "INT"
   */
  static void handle(String name, Runnable action) {
    try {
      Class<?> handler = Class.forName(HANDLER);
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                action.run();
                return null;
              });
      Class<?> type = Class.forName(SIGNAL);
      Object signal = type.getConstructor(String.class).newInstance(name);
      type.getMethod("handle", type, handler).invoke(null, signal, proxy);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw new IllegalStateException("cannot handle SIG" + name, e.getCause());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no module jdk.unsupported", e);
    }
  }
}

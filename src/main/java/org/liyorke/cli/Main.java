package org.liyorke.cli;

/** The entry point of the command line. */
public final class Main {
  private Main() {}

  /** Prints the version. */
  public static void main(String[] args) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("liyorke " + (version == null ? "development" : version));
  }
}

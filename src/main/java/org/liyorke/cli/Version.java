package org.liyorke.cli;

/** The version of this program, from the manifest of its jar. */
final class Version {
  private Version() {}

  /** Like "0.1.0", or "development" when the classes do not come from the jar. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

package org.liyorke.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Spark as it is installed on a machine: a folder of jars, with the versions of libraries that
 * Spark asks for, from Maven's repository.
 *
 * @param folder SPARK_HOME
 */
record SparkHome(Path folder) {
  private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit";

  /** What the launcher of Spark gives to Java, less compiling, and a heap; Spark wants 450 MB. */
  private static final String JAVA =
      JavaModuleOptions.defaultModuleOptions()
          + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx600m";

  /** Makes the folder in that of the build, with links to the jars that the build listed. */
  static SparkHome make() throws IOException {
    Path home = Path.of("target", "spark").toAbsolutePath();
    Path jars = Files.createDirectories(home.resolve("jars"));
    try (DirectoryStream<Path> before = Files.newDirectoryStream(jars)) {
      for (Path link : before) {
        Files.delete(link);
      }
    }
    for (Path jar : classPath()) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    return new SparkHome(home);
  }

  /** The jars of Spark. */
  static List<Path> classPath() throws IOException {
    String path = Files.readString(Path.of("target", "spark-class-path"));
    List<Path> jars = new ArrayList<>();
    for (String jar : path.strip().split(File.pathSeparator)) {
      jars.add(Path.of(jar));
    }
    return jars;
  }

  /**
   * Submits the jar, without the user interface.
   *
   * @param folder for its outputs
   * @param options of spark-submit
   * @param words of liyorke
   */
  CampaignProcess submit(Path folder, String options, String words) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--conf", "spark.ui.enabled=false"));
    arguments.addAll(List.of("--conf", "spark.log.level=WARN"));
    arguments.addAll(List.of("--conf", "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1"));
    arguments.addAll(List.of(options.split(" ")));
    arguments.add(Path.of("target", "liyorke-spark.jar").toString());
    arguments.addAll(List.of(words.split(" ")));
    Path outputs = Files.createTempDirectory(folder, "submit");
    Process process =
        process(List.of(), SUBMIT, arguments)
            .redirectOutput(outputs.resolve("stdout").toFile())
            .redirectError(outputs.resolve("stderr").toFile())
            .start();
    return new CampaignProcess(process, outputs);
  }

  /**
   * A class of Spark, or one that uses it.
   *
   * @param classes folders before the jars
   */
  ProcessBuilder process(List<Path> classes, String main, List<String> arguments) {
    List<String> path = new ArrayList<>(classes.stream().map(Path::toString).toList());
    path.add(folder.resolve("jars") + "/*");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JAVA.split(" ")));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, path), main));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // The software device of the tests is for those that name it.
    builder.environment().remove("LD_LIBRARY_PATH");
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME", folder.toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1"));
    return builder;
  }
}

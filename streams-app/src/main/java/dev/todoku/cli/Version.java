package dev.todoku.cli;

import dev.todoku.text.JarVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar, with that of the Java that runs it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "todoku " + JarVersion.find().orElse("(not packaged)"),
      "Java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }
}

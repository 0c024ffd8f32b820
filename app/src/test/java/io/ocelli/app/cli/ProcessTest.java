package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The program as its own process: what a shell and its pipes see. */
class ProcessTest {
  @Test
  void saysItsVersion() throws Exception {
    Invocation version = Invocation.apart("--version");
    assertThat(version.code()).isEqualTo(ExitCode.DONE);
    assertThat(version.out())
        .matches("ocelli \\S+( \\([0-9a-f]+\\))?, Java \\S+, .*\n")
        .contains("Java " + System.getProperty("java.version"));
    assertThat(version.err()).isEmpty();
  }

  @Test
  void wrongUsageLeavesWithTwoAndNoTrace() throws Exception {
    Invocation wrong = Invocation.apart("clasify");
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).startsWith("error: unknown command").doesNotContain("\tat ");
  }

  @Test
  void aTraceComesWhenItIsAskedFor() throws Exception {
    ProcessBuilder builder = Invocation.process("data");
    builder.environment().put("OCELLI_DEBUG", "1");
    Invocation wrong = Invocation.run(builder);
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err()).contains("\tat io.ocelli.");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aClosedPipeEndsQuietly() throws Exception {
    Process process = Invocation.process("completion").start();
    process.getInputStream().close();
    process.getOutputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(err).isEmpty();
    assertThat(process.exitValue()).isEqualTo(ExitCode.DONE);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsAnError() throws IOException, InterruptedException {
    Process process =
        Invocation.process("completion").redirectOutput(new File("/dev/full")).start();
    process.getOutputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(err).startsWith("error: the results cannot be written: No space left on device\n");
  }
}

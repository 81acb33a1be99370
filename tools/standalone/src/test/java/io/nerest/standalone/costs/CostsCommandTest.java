package io.nerest.standalone.costs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.NerestCommandLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nerest costs --stack} reads the addresses and asks the services there. */
class CostsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--stack ADDRESSES", "--stack=ADDRESSES", "stack=ADDRESSES"})
    void aServiceThatDoesNotAnswerIsNamedWithItsAddressHoweverTheOptionIsWritten(String arguments) throws IOException {
        String ingest = "http://localhost:" + closedPort();

        int exitCode = run(arguments.replace("ADDRESSES", addresses(ingest)).split(" "));

        assertThat(err.toString().strip()).isEqualTo("error: " + ingest + "/api/frames/counts gives no answer");
        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingAddressIsNamed() {
        int exitCode = run("--stack", "kafka=localhost:1,s3=http://localhost:1");

        assertThat(exitCode).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("--stack: the address of ingest is missing");
    }

    private static String addresses(String ingest) {
        return "kafka=localhost:1,s3=http://localhost:1,ingest=" + ingest
                + ",scoring=http://localhost:1,selector=http://localhost:1,trainer=http://localhost:1";
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int run(String... arguments) {
        return NerestCommandLine.create(new CostsCommand())
                .writingTo(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}

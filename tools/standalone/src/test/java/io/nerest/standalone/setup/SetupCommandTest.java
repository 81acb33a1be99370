package io.nerest.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.standalone.stack.StoreCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code nerest setup} creates what is missing and keeps what exists. */
class SetupCommandTest {
    private static final StoreCredentials CREDENTIALS = new StoreCredentials("account", "a secret of the store");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void signingKeysAreCreatedOnceAndThePrivateOneIsReadableByItsOwnerOnly() throws Exception {
        Path privateKey = folder.resolve("private/signing.key");
        Path publicKey = folder.resolve("public/signing.pub");

        assertThat(run("--private-key=" + privateKey, "--public-key=" + publicKey))
                .isZero();
        String first = Files.readString(privateKey);
        assertThat(run("--private-key=" + privateKey, "--public-key=" + publicKey))
                .isZero();

        assertThat(out.toString()).contains("signing keys: created").contains("signing keys: existed");
        assertThat(Files.readString(privateKey)).isEqualTo(first).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateKey)))
                .isEqualTo("rw-------");
        assertThat(publicKey).content().startsWith("-----BEGIN PUBLIC KEY-----");
    }

    @Test
    void halfAPairIsReportedAndNotReplaced() throws Exception {
        Path privateKey = folder.resolve("signing.key");
        Path publicKey = folder.resolve("signing.pub");
        run("--private-key=" + privateKey, "--public-key=" + publicKey);
        String before = Files.readString(privateKey);
        Files.delete(publicKey);

        assertThat(run("--private-key=" + privateKey, "--public-key=" + publicKey))
                .isEqualTo(1);

        assertThat(err.toString()).contains("signing.key exists").contains("signing.pub does not");
        assertThat(Files.readString(privateKey)).isEqualTo(before);
        assertThat(publicKey).doesNotExist();
    }

    @Test
    void oneKeyFileAloneIsRejected() {
        assertThat(run("--private-key=" + folder.resolve("signing.key"))).isEqualTo(2);
        assertThat(err.toString()).contains("name both files or neither");
    }

    @Test
    void aStoreWithoutCredentialsInTheEnvironmentIsRejected() {
        assertThatThrownBy(() -> StoreCredentials.of(Map.of("NEREST_S3_ACCESS_KEY", "account")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NEREST_S3_SECRET_KEY is not set");
        assertThat(CREDENTIALS.toString()).doesNotContain("a secret");
    }

    @ParameterizedTest
    @CsvSource({"arn:rustfs:sqs:us-east-1:nerest:kafka, Queue", "arn:aws:sns:default::bucket-notifications, Topic"})
    void theStoreIsAskedToNotifyOfNewFramesOnly(String arn, String receiver) throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            // The client asks for the bucket's region first.
            byte[] answer = "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            new BucketSetup(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                            CREDENTIALS,
                            "frames-of-2026")
                    .notifyTo(arn);
        } finally {
            server.stop(0);
        }

        assertThat(requests)
                .anySatisfy(request -> assertThat(request)
                        .startsWith("PUT /frames-of-2026?notification")
                        .contains("<" + receiver + ">" + arn + "</" + receiver + ">")
                        .contains("<Event>s3:ObjectCreated:*</Event>")
                        .contains("<Name>prefix</Name>")
                        .contains("<Value>frames/</Value>"));
    }

    @Test
    void aStoreThatDoesNotAnswerIsNamed() throws IOException {
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = closed.getLocalPort();
        closed.close();

        assertThatThrownBy(() ->
                        new BucketSetup(URI.create("http://127.0.0.1:" + port), CREDENTIALS, "frames-of-2026").create())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("frames-of-2026");
    }

    private int run(String... arguments) {
        return NerestCommandLine.create(new SetupCommand())
                .writingTo(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}

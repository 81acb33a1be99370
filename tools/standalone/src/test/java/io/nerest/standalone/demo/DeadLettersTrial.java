package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.commandline.NerestCommandLine;
import io.nerest.standalone.deadletters.DeadLettersCommand;
import io.nerest.standalone.stack.Endpoints;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The command {@code nerest dead-letters} against a running stack: a record that no service can read is listed, resent and dropped. */
final class DeadLettersTrial {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern ID = Pattern.compile("scoring-requests\\.dead-letter-0-\\d+");

    private final Endpoints endpoints;
    private final Path tokenFile;

    /** @param tokenFile access token of the stack */
    DeadLettersTrial(Endpoints endpoints, Path tokenFile) {
        this.endpoints = endpoints;
        this.tokenFile = tokenFile;
    }

    /** What a command printed. */
    private record Printed(int code, String text) {}

    void run() throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", endpoints.kafka()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            "scoring-requests", "trial", "no event".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        String id = listed();

        Printed resent = command("resend", id, "--wait", "60");
        assertThat(resent.text())
                .contains(id + " is resent")
                .contains(id + " failed again, as scoring-requests.dead-letter-0-");
        assertThat(resent.code()).isEqualTo(1);
        String newer = command("--topic", "scoring-requests").text();
        assertThat(newer)
                .contains("failed again when " + id + " was resent")
                .contains("header ce_specversion is missing");

        Matcher open = ID.matcher(newer);
        assertThat(open.find()).isTrue();
        assertThat(command("drop", open.group()).code()).isZero();
        assertThat(command().text()).contains("no dead letters that are open");
        assertThat(command("resend", "scoring-requests.dead-letter-0-999", "--wait", "0")
                        .text())
                .contains("is not resent: there is no dead letter");
    }

    private String listed() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Matcher id = ID.matcher(command("--service", "scoring").text());
            if (id.find()) {
                return id.group();
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("no dead letter is listed");
    }

    private Printed command(String... arguments) {
        StringWriter out = new StringWriter();
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = endpoints.service("selector").toString();
        all[arguments.length + 2] = "--token-file";
        all[arguments.length + 3] = tokenFile.toString();
        int code = NerestCommandLine.create(new DeadLettersCommand())
                .writingTo(new PrintWriter(out, true), new PrintWriter(out, true))
                .execute(all);
        return new Printed(code, out.toString());
    }
}

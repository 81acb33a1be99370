package io.nerest.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nerest.commandline.ExitCode;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.DataSetFolder;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server that answers as ingest does: labels as a zip file of COCO, images by their frames' ids. */
class PullCommandTest {
    private static final String FRAME = "3f0c2f5e-3b0e-3e0a-8a52-1c7a4c5b8d10";
    private static final String EMPTY_FRAME = "5a1d2c3b-0000-3000-8000-00000000000a";
    private static final String TOKEN = "the-token-of-this-test-and-of-no-other-one";

    @TempDir
    private Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private boolean failsOnImages;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String uri = exchange.getRequestURI().toString();
        requests.add(uri);
        byte[] body;
        int status = 200;
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            status = 401;
            body = "{\"title\":\"Unauthorized\",\"detail\":\"send a token\"}".getBytes(StandardCharsets.UTF_8);
        } else if (uri.startsWith("/api/annotations?")) {
            body = labels();
        } else if (failsOnImages && uri.contains(EMPTY_FRAME)) {
            status = 404;
            body = "{\"detail\":\"frame does not exist\"}".getBytes(StandardCharsets.UTF_8);
        } else {
            body = image();
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] image() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
        return bytes.toByteArray();
    }

    private byte[] labels() throws IOException {
        AnnotatedBox box = new AnnotatedBox("fish", 0.25, 0.5, 0.125, 0.25, OptionalDouble.empty());
        AnnotationSet set = new AnnotationSet(
                List.of("fish"),
                List.of(
                        new AnnotatedImage(
                                "weir/20260801-120000-" + FRAME + ".jpg",
                                Split.NONE,
                                64,
                                48,
                                Optional.empty(),
                                List.of(box)),
                        new AnnotatedImage(
                                "weir/20260801-120001-" + EMPTY_FRAME + ".jpg",
                                Split.NONE,
                                64,
                                48,
                                Optional.empty(),
                                List.of())));
        Path labels = Files.createTempDirectory(folder, "served").resolve("labels");
        DataSetFolder.write(set, AnnotationFormat.COCO, labels, DataSetFolder.Images.NONE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(labels)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(labels.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    private int pull(String... options) {
        String[] args = Stream.concat(
                        Stream.of(
                                "dataset",
                                "pull",
                                "--url=http://127.0.0.1:" + server.getAddress().getPort()),
                        Stream.of(options))
                .toArray(String[]::new);
        return DatasetCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void theLabelsOfAStackAreDownloadedWithTheirImagesInAnyFormat() throws IOException {
        Path yolo = folder.resolve("yolo");

        assertThat(pull(
                        "--token=" + TOKEN,
                        "--stream=weir",
                        "--since=2026-08-01T00:00:00Z",
                        "--out=" + yolo,
                        "--to=yolo"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        assertThat(requests.get(0)).isEqualTo("/api/annotations?format=coco&stream=weir&from=2026-08-01T00:00:00Z");
        ImportReport report = new ImportReport();
        AnnotationSet read = AnnotationFormat.YOLO.read(yolo, List.of(), FormatLimits.DEFAULT, report);
        assertThat(report.rejected()).as(report.text()).isZero();
        assertThat(read.images()).hasSize(2).allMatch(image -> image.file().isPresent());
        assertThat(read.boxes()).isEqualTo(1);
        assertThat(out.toString()).contains("2 labelled frames with 1 boxes");
        assertThat(folder.resolve("yolo.images")).doesNotExist();

        assertThat(pull("--token=" + TOKEN, "--out=" + folder.resolve("voc"), "--to=voc", "--image-files=none"))
                .isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("voc/Annotations")).exists();
    }

    @Test
    void anInterruptedDownloadGoesOnWithTheImagesThatItHas() {
        failsOnImages = true;
        assertThat(pull("--token=" + TOKEN, "--out=" + folder.resolve("set"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("was refused (404): frame does not exist");
        assertThat(folder.resolve("set")).doesNotExist();

        failsOnImages = false;
        assertThat(pull("--token=" + TOKEN, "--out=" + folder.resolve("set"))).isEqualTo(ExitCode.OK);
        assertThat(requests.stream().filter(uri -> uri.contains(FRAME))).hasSize(1);
    }

    @Test
    void aRefusalNamesTheToken() {
        assertThat(pull("--token=wrong", "--out=" + folder.resolve("set"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("(401): send a token; check the token");
        assertThat(pull("--url=ftp://x", "--out=" + folder.resolve("set"))).isEqualTo(ExitCode.INVALID_INPUT);
    }
}

package io.nerest.ingest.annotation;

import io.nerest.contracts.EventJson;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.DataSetFolder;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.Split;
import io.nerest.ingest.label.LabelConfig;
import io.nerest.service.http.ProblemException;
import io.nerest.vision.box.LabelledBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the newest labels of frames as annotation files. Images are named {@code STREAM/TIME-FRAME.jpg}. */
@ApplicationScoped
public class AnnotationExport {
    private static final int MOST_FRAMES = 100_000;
    private static final int TOO_LARGE = 413;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final String NEWEST = """
            SELECT f.id, f.stream_id, f.captured_at, f.width, f.height, f.object_key, l.boxes
            FROM (SELECT DISTINCT ON (frame_id) frame_id, boxes, withdrawn FROM label ORDER BY frame_id, revision DESC) AS l
            JOIN frame f ON f.id = l.frame_id
            WHERE (cast(:stream AS text) IS NULL OR f.stream_id = :stream)
              AND f.captured_at >= :from AND f.captured_at < :to AND NOT l.withdrawn
            ORDER BY f.stream_id, f.captured_at, f.id LIMIT :limit""";

    private static final String OF_VERSION = """
            SELECT f.id, f.stream_id, f.captured_at, f.width, f.height, f.object_key, l.boxes, e.split
            FROM dataset_entry e JOIN frame f ON f.id = e.frame_id JOIN label l ON l.id = e.label_id
            WHERE e.dataset = :dataset AND e.version = :version
            ORDER BY f.stream_id, f.captured_at, f.id""";

    /** PostgreSQL has no times outside of these. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final EntityManager rows;
    private final List<String> classNames;

    AnnotationExport(EntityManager rows, LabelConfig config) {
        this.rows = rows;
        this.classNames = config.classNames();
    }

    /**
     * Returns the labels of all labelled frames of a stream and a time.
     *
     * @param stream null for all
     * @param from captured then or later; null for all
     * @param to captured before; null for all
     * @throws ProblemException 413 if these are more than 100,000 frames; 404 if there are none
     */
    @Transactional
    public AnnotationSet labels(@Nullable String stream, @Nullable Instant from, @Nullable Instant to) {
        List<?> found = rows.createNativeQuery(NEWEST, Tuple.class)
                .setParameter("stream", stream)
                .setParameter("from", from == null ? EARLIEST : from)
                .setParameter("to", to == null ? LATEST : to)
                .setParameter("limit", MOST_FRAMES + 1)
                .getResultList();
        if (found.size() > MOST_FRAMES) {
            throw new ProblemException(
                    TOO_LARGE,
                    "more than %,d frames have labels; restrict them by 'stream', 'from' and 'to'"
                            .formatted(MOST_FRAMES));
        }
        if (found.isEmpty()) {
            throw new ProblemException(404, "no frame of this stream and time has a label");
        }
        List<AnnotatedImage> images = new ArrayList<>(found.size());
        for (Object row : found) {
            images.add(image((Tuple) row, Split.NONE));
        }
        return new AnnotationSet(classNames, images);
    }

    /** Returns the labels of a version of a data set, with their splits. */
    @Transactional
    public AnnotationSet labelsOf(String dataset, int version) {
        List<AnnotatedImage> images = new ArrayList<>();
        for (Object found : rows.createNativeQuery(OF_VERSION, Tuple.class)
                .setParameter("dataset", dataset)
                .setParameter("version", version)
                .getResultList()) {
            Tuple row = (Tuple) found;
            images.add(image(row, Split.of(row.get("split", String.class))));
        }
        return new AnnotationSet(classNames, images);
    }

    private AnnotatedImage image(Tuple row, Split split) {
        String key = row.get("object_key", String.class);
        String name = "%s/%s-%s.%s"
                .formatted(
                        row.get("stream_id", String.class),
                        TIME.format(row.get("captured_at", Instant.class)),
                        row.get("id", UUID.class),
                        key.substring(key.lastIndexOf('.') + 1));
        LabelledBox[] boxes =
                EventJson.read(row.get("boxes", String.class).getBytes(StandardCharsets.UTF_8), LabelledBox[].class);
        return new AnnotatedImage(
                name,
                split,
                row.get("width", Number.class).intValue(),
                row.get("height", Number.class).intValue(),
                Optional.empty(),
                Stream.of(boxes).map(this::box).toList());
    }

    private AnnotatedBox box(LabelledBox box) {
        String name = box.classId() < classNames.size() ? classNames.get(box.classId()) : "class" + box.classId();
        return new AnnotatedBox(
                name, box.cx() - box.w() / 2, box.cy() - box.h() / 2, box.w(), box.h(), OptionalDouble.empty());
    }

    /** Returns a zip file of a data set without its images. Closing the stream removes the file. */
    public InputStream zip(AnnotationSet set, AnnotationFormat format) throws IOException {
        Path folder = Files.createTempDirectory("nerest-export");
        Path archive = Files.createTempFile("nerest-export", ".zip");
        boolean done = false;
        try {
            Path content = folder.resolve("labels");
            DataSetFolder.write(set, format, content, DataSetFolder.Images.NONE);
            zip(content, archive);
            done = true;
            return Files.newInputStream(archive, StandardOpenOption.DELETE_ON_CLOSE);
        } finally {
            UploadedDataSet.delete(folder);
            if (!done) {
                Files.deleteIfExists(archive);
            }
        }
    }

    private static void zip(Path folder, Path archive) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}

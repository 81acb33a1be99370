package io.nerest.ingest.annotation;

import io.nerest.contracts.FrameSource;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.edit.ClassMap;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.ingest.frame.ContentStore;
import io.nerest.ingest.frame.FrameRegistration;
import io.nerest.ingest.frame.NewFrame;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.ingest.label.InvalidLabelException;
import io.nerest.ingest.label.LabelService;
import io.nerest.ingest.label.LabelView;
import io.nerest.ingest.label.NewLabel;
import io.nerest.service.http.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Imports annotation files. Everything is read and checked first; then images that are no frames yet become frames, and all
 * labels are stored in one transaction.
 */
@ApplicationScoped
public class AnnotationImport {
    /** At most 20,000 images, 200,000 boxes, 1,000 boxes an image, 512 MB a file: about 100 MB of the heap. */
    private static final FormatLimits LIMITS = new FormatLimits(20_000, 200_000, 1_000, 512L << 20);

    private static final int TRANSACTION_SECONDS = 600;
    /** Labels whose rows are in memory at a time. */
    private static final int FLUSHED = 200;

    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final FrameMatching matching;
    private final ContentStore contents;
    private final FrameRegistration registration;
    private final LabelService labels;
    private final EntityManager rows;

    AnnotationImport(
            FrameMatching matching,
            ContentStore contents,
            FrameRegistration registration,
            LabelService labels,
            EntityManager rows) {
        this.matching = matching;
        this.contents = contents;
        this.registration = registration;
        this.labels = labels;
        this.rows = rows;
    }

    /**
     * Imports a file, or only reports what an import would do.
     *
     * @param upload an annotation file, or an archive of a data set
     * @throws ProblemException 422 with the report if the file cannot be read, or an image is rejected and rejected images are
     *     not skipped; nothing is stored then
     */
    AnnotationReport run(Path upload, ImportRules rules, boolean dryRun) throws IOException {
        return run(upload, rules, dryRun, RequestKey.NONE);
    }

    /**
     * Imports a file.
     *
     * @param key with which the labels are stored: a label that a request with this key has stored for the frame is not stored
     *     again, even if others were stored since
     * @throws ProblemException as for an upload
     */
    AnnotationReport run(Path upload, ImportRules rules, RequestKey key) throws IOException {
        return run(upload, rules, false, key);
    }

    private AnnotationReport run(Path upload, ImportRules rules, boolean dryRun, RequestKey key) throws IOException {
        try (UploadedDataSet data = UploadedDataSet.of(upload)) {
            SenderText text = new SenderText(data.folder());
            ImportReport report = new ImportReport();
            try {
                return run(data, rules, dryRun, key, report, text);
            } catch (FormatException e) {
                throw invalidFile(text.of(String.valueOf(e.getMessage())));
            }
        } catch (FormatException e) {
            throw invalidFile(String.valueOf(e.getMessage()).replaceAll("^.*?archive[.]", "archive."));
        }
    }

    private static ProblemException invalidFile(String reason) {
        return ProblemException.ofField("file", "'file' cannot be imported: " + reason);
    }

    private AnnotationReport run(
            UploadedDataSet data,
            ImportRules rules,
            boolean dryRun,
            RequestKey key,
            ImportReport report,
            SenderText text)
            throws IOException {
        AnnotationFormat format = data.format(rules.format());
        AnnotationSet set = format.readWithin(data.folder(), data.source(), LIMITS, report, matching::sizeOf);
        if (!rules.classNames().isEmpty() || !rules.ignored().isEmpty()) {
            set = new ClassMap(rules.classNames(), rules.ignored()).apply(set);
        }
        List<ImportedLabel> matched = matching.match(set, data.folder(), rules, report);
        if (set.images().isEmpty() && report.rejected() == 0) {
            throw new FormatException("it has no images");
        }
        if (!dryRun && report.rejected() > 0 && !rules.skipRejected()) {
            throw new ProblemException(
                            UNPROCESSABLE,
                            "%,d images or files were rejected, so nothing was stored; correct them, or send 'skipRejected=true' to leave them out"
                                    .formatted(report.rejected()))
                    .with("report", summary(true, format, matched, 0, report, text, null));
        }
        if (dryRun) {
            return summary(true, format, matched, 0, report, text, null);
        }
        addFrames(matched, Objects.requireNonNullElse(rules.stream(), ""));
        UUID importId = UUID.randomUUID();
        int unchanged = store(matched, rules.author(), "import " + format.label(), importId, key);
        return summary(false, format, matched, unchanged, report, text, unchanged < matched.size() ? importId : null);
    }

    private static AnnotationReport summary(
            boolean dryRun,
            AnnotationFormat format,
            List<ImportedLabel> matched,
            int unchanged,
            ImportReport report,
            SenderText text,
            @Nullable UUID importId) {
        List<AnnotationReport.FileReport> files = AnnotationReport.files(report, text);
        return new AnnotationReport(
                dryRun,
                format.label(),
                matched.size(),
                matched.stream().mapToInt(label -> label.boxes().size()).sum(),
                (int) matched.stream()
                        .filter(label -> label.added().isPresent())
                        .count(),
                unchanged,
                report.repaired(),
                report.rejected(),
                files,
                report.files().size() - files.size(),
                importId);
    }

    /** Frames that are added before a failure stay: they are checked images, and a repetition finds them. */
    private void addFrames(List<ImportedLabel> matched, String stream) throws IOException {
        for (ImportedLabel label : matched) {
            if (label.added().isPresent()) {
                ImportedLabel.AddedImage added = label.added().get();
                NewFrame frame = contents.store(stream, added.image(), added.capturedAt(), FrameSource.UPLOAD);
                registration.register(frame, frame.image());
            }
        }
    }

    /** Returns how many labels were stored before. */
    private int store(List<ImportedLabel> matched, String author, String tool, UUID importId, RequestKey key) {
        // In the order of ids, so that two imports of the same frames wait for each other instead of deadlocking.
        List<ImportedLabel> ordered = new ArrayList<>(matched);
        ordered.sort(Comparator.comparing(ImportedLabel::frameId));
        Instant start = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MICROS);
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            int unchanged = 0;
            int number = 0;
            for (ImportedLabel label : ordered) {
                try {
                    LabelView stored = labels.label(
                            label.frameId(), new NewLabel(author, label.boxes(), null, null, tool, importId), key);
                    unchanged += stored.labelledAt().isBefore(start) ? 1 : 0;
                } catch (InvalidLabelException e) {
                    throw new ProblemException(
                            CONFLICT, e.getMessage() + " any more, so nothing was stored; import the file again");
                }
                if (++number % FLUSHED == 0) {
                    rows.flush();
                    rows.clear();
                }
            }
            return unchanged;
        });
    }
}

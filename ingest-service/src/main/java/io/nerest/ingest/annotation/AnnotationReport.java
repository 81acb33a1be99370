package io.nerest.ingest.annotation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.formats.model.ImportReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether nothing was stored
 * @param format of the file
 * @param images that have a label now
 * @param boxes of these labels
 * @param newFrames images that were no frames before
 * @param unchanged images whose newest label was the same already
 * @param repaired boxes or images that were changed without loss of an object
 * @param rejected images or files that were not accepted
 * @param files files with a repair or a rejection first; at most 1,000
 * @param filesLeftOut how many files are not listed
 * @param importId names the import, so that it can be undone; absent if it stored nothing
 */
public record AnnotationReport(
        boolean dryRun,
        String format,
        int images,
        int boxes,
        int newFrames,
        int unchanged,
        int repaired,
        int rejected,
        List<FileReport> files,
        int filesLeftOut,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID importId) {
    private static final int LISTED = 1_000;

    /**
     * One annotation file.
     *
     * @param images accepted
     * @param boxes accepted
     * @param reasons of repairs and rejections, the first 20
     */
    public record FileReport(String file, int images, int boxes, int repaired, int rejected, List<String> reasons) {}

    /** Lists the files of a report with the names that the sender used. */
    static List<FileReport> files(ImportReport report, SenderText text) {
        List<FileReport> files = new ArrayList<>();
        for (Map.Entry<String, ImportReport.FileFindings> file : report.files().entrySet()) {
            ImportReport.FileFindings found = file.getValue();
            files.add(new FileReport(
                    text.of(file.getKey()),
                    found.images(),
                    found.boxes(),
                    found.repaired(),
                    found.rejected(),
                    found.reasons().stream().map(text::of).toList()));
        }
        files.sort(Comparator.comparing((FileReport file) -> file.rejected() == 0)
                .thenComparing(file -> file.repaired() == 0)
                .thenComparing(FileReport::file));
        return files.subList(0, Math.min(LISTED, files.size()));
    }
}

package io.nerest.formats.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Report of an import: accepted, repaired and rejected files, with reasons. */
public final class ImportReport {
    /** Reasons that are kept of one file; further ones are counted. */
    private static final int REASONS = 20;

    /** Files that {@link #text} lists. */
    private static final int LISTED = 20;

    private final Map<String, FileFindings> files = new LinkedHashMap<>();

    /**
     * The outcome of one file.
     *
     * @param images accepted
     * @param boxes accepted
     * @param repaired boxes or images that were changed or left out without loss of an object
     * @param rejected images or files that were not accepted
     * @param reasons the first reasons
     */
    public record FileFindings(int images, int boxes, int repaired, int rejected, List<String> reasons) {
        private static final FileFindings NONE = new FileFindings(0, 0, 0, 0, List.of());

        public FileFindings {
            reasons = List.copyOf(reasons);
        }

        private FileFindings accept(int more) {
            return new FileFindings(images + 1, boxes + more, repaired, rejected, reasons);
        }

        private FileFindings repair(String reason) {
            return new FileFindings(images, boxes, repaired + 1, rejected, and("repaired: " + reason));
        }

        private FileFindings reject(String reason) {
            return new FileFindings(images, boxes, repaired, rejected + 1, and("rejected: " + reason));
        }

        private List<String> and(String reason) {
            if (reasons.size() >= REASONS) {
                return reasons;
            }
            List<String> more = new ArrayList<>(reasons);
            more.add(reason);
            return more;
        }
    }

    /** Records an image with its boxes. */
    public void accepted(String file, int boxes) {
        files.compute(file, (name, found) -> (found == null ? FileFindings.NONE : found).accept(boxes));
    }

    /** Records a change that loses no object. */
    public void repaired(String file, String reason) {
        files.compute(file, (name, found) -> (found == null ? FileFindings.NONE : found).repair(reason));
    }

    /** Records an image or a file that cannot be used. */
    public void rejected(String file, String reason) {
        files.compute(file, (name, found) -> (found == null ? FileFindings.NONE : found).reject(reason));
    }

    public Map<String, FileFindings> files() {
        return Map.copyOf(files);
    }

    public int images() {
        return files.values().stream().mapToInt(FileFindings::images).sum();
    }

    public int boxes() {
        return files.values().stream().mapToInt(FileFindings::boxes).sum();
    }

    public int repaired() {
        return files.values().stream().mapToInt(FileFindings::repaired).sum();
    }

    public int rejected() {
        return files.values().stream().mapToInt(FileFindings::rejected).sum();
    }

    /** A summary, then the files with a problem and their reasons. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d images and %,d boxes accepted from %,d files; %,d repaired, %,d rejected",
                images(),
                boxes(),
                files.size(),
                repaired(),
                rejected()));
        List<Map.Entry<String, FileFindings>> problems = files.entrySet().stream()
                .filter(entry -> !entry.getValue().reasons().isEmpty())
                .toList();
        problems.stream().limit(LISTED).forEach(entry -> {
            FileFindings found = entry.getValue();
            lines.add("  " + entry.getKey());
            found.reasons().forEach(reason -> lines.add("    " + reason));
            int more = found.repaired() + found.rejected() - found.reasons().size();
            if (more > 0) {
                lines.add(String.format(Locale.ROOT, "    and %,d more", more));
            }
        });
        if (problems.size() > LISTED) {
            lines.add(String.format(Locale.ROOT, "  and %,d more files", problems.size() - LISTED));
        }
        return String.join("\n", lines);
    }
}

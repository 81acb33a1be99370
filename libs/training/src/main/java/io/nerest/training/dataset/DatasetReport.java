package io.nerest.training.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Statistics of a data set, and its problems with examples.
 *
 * @param source the file or folder that was read
 * @param notes choices that the reader made, such as the order of the classes
 * @param splits what each split holds, by its name
 * @param findings the problems; those that did not occur are absent
 */
public record DatasetReport(
        String source, List<String> notes, Map<String, Split> splits, Map<DatasetProblem, Finding> findings) {

    /**
     * Statistics of one split.
     *
     * @param images images that are used
     * @param background those of them without an object
     * @param objectsByClass objects of each class name, in the classes' order
     */
    public record Split(int images, int background, Map<String, Integer> objectsByClass) {

        public Split {
            objectsByClass = Collections.unmodifiableMap(objectsByClass);
        }

        /** All objects. */
        public int objects() {
            return objectsByClass.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * One problem's occurrences.
     *
     * @param count how often it occurred
     * @param examples the first few, each with its place
     */
    public record Finding(int count, List<String> examples) {}

    public DatasetReport {
        notes = List.copyOf(notes);
        splits = Collections.unmodifiableMap(splits);
        Map<DatasetProblem, Finding> ordered = new EnumMap<>(DatasetProblem.class);
        ordered.putAll(findings);
        findings = Collections.unmodifiableMap(ordered);
    }

    /** How often a problem occurred. */
    public int count(DatasetProblem problem) {
        Finding finding = findings.get(problem);
        return finding == null ? 0 : finding.count();
    }

    /** Returns the report as text. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Data set " + source);
        splits.forEach((name, split) -> lines.add(String.format(
                Locale.ROOT,
                "  %s: %,d images (%,d background), %,d objects %s",
                name,
                split.images(),
                split.background(),
                split.objects(),
                split.objectsByClass())));
        notes.forEach(note -> lines.add("  note: " + note));
        splits.forEach((name, split) -> {
            if (split.images() == 0) {
                lines.add("  " + name + " has no usable image: "
                        + (findings.isEmpty()
                                ? "none was found where the data set names them"
                                : "see the problems below"));
            }
        });
        if (findings.isEmpty() && splits.values().stream().allMatch(split -> split.images() > 0)) {
            lines.add("  no problem was found");
        }
        findings.forEach((problem, finding) -> {
            lines.add(
                    String.format(Locale.ROOT, "  %,d %s: %s", finding.count(), problem.what(), problem.consequence()));
            finding.examples().forEach(example -> lines.add("      " + example));
            if (finding.count() > finding.examples().size()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "      and %,d more",
                        finding.count() - finding.examples().size()));
            }
        });
        return String.join("\n", lines);
    }
}

package io.nerest.training.dataset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the problems that a reader finds, with the first few examples of each. */
final class DatasetFindings {
    private static final int EXAMPLES = 5;
    private static final int EXAMPLE_LENGTH = 300;

    private final Map<DatasetProblem, Integer> counts = new EnumMap<>(DatasetProblem.class);
    private final Map<DatasetProblem, List<String>> examples = new EnumMap<>(DatasetProblem.class);
    private final List<String> notes = new ArrayList<>();

    void found(DatasetProblem problem, String example) {
        counts.merge(problem, 1, Integer::sum);
        List<String> few = examples.computeIfAbsent(problem, p -> new ArrayList<>());
        if (few.size() < EXAMPLES) {
            few.add(example.length() > EXAMPLE_LENGTH ? example.substring(0, EXAMPLE_LENGTH) + "..." : example);
        }
    }

    void note(String note) {
        notes.add(note);
    }

    DatasetReport report(
            String source, List<String> classNames, List<DatasetItem> train, String evaluated, List<DatasetItem> val) {
        Map<String, DatasetReport.Split> splits = new LinkedHashMap<>();
        splits.put("train", split(classNames, train));
        splits.put(evaluated, split(classNames, val));
        Map<DatasetProblem, DatasetReport.Finding> findings = new EnumMap<>(DatasetProblem.class);
        counts.forEach((problem, count) -> findings.put(
                problem, new DatasetReport.Finding(count, List.copyOf(examples.getOrDefault(problem, List.of())))));
        return new DatasetReport(source, notes, splits, findings);
    }

    private static DatasetReport.Split split(List<String> classNames, List<DatasetItem> items) {
        Map<String, Integer> objects = new LinkedHashMap<>();
        classNames.forEach(name -> objects.put(name, 0));
        int background = 0;
        for (DatasetItem item : items) {
            background += item.labels().isEmpty() ? 1 : 0;
            item.labels().forEach(label -> objects.merge(classNames.get(label.classId()), 1, Integer::sum));
        }
        return new DatasetReport.Split(items.size(), background, objects);
    }
}

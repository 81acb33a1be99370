package io.nerest.standalone.demo;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a demo plays in.
 *
 * @param classNames by class id
 * @param stream frames whose labels are hidden behind the annotator, in the order they are sent
 * @param validation frames whose labels are given at once, and never trained on
 */
record DemoData(List<String> classNames, List<DemoFrame> stream, List<DemoFrame> validation) {
    DemoData {
        classNames = List.copyOf(classNames);
        stream = List.copyOf(stream);
        validation = List.copyOf(validation);
    }

    List<String> streams() {
        return Stream.concat(stream.stream(), validation.stream())
                .map(DemoFrame::streamId)
                .distinct()
                .sorted()
                .toList();
    }
}

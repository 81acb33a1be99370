package io.nerest.standalone.demo;

import java.util.List;
import java.util.stream.Stream;

/**
 * The frames of a demo.
 *
 * @param classNames class names by class id
 * @param stream frames in the order they are sent; labels are sent only for requested frames
 * @param validation frames of the validation set, labelled at the start and never trained on
 */
record DemoData(List<String> classNames, List<DemoFrame> stream, List<DemoFrame> validation) {
    DemoData {
        classNames = List.copyOf(classNames);
        stream = List.copyOf(stream);
        validation = List.copyOf(validation);
    }

    /** Returns the names of all streams. */
    List<String> streams() {
        return Stream.concat(stream.stream(), validation.stream())
                .map(DemoFrame::streamId)
                .distinct()
                .sorted()
                .toList();
    }
}

package io.nerest.experiments.offline;

import io.nerest.formats.DataSetFolder;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.Decimals;
import io.nerest.system.AtomicFile;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes training sets in YOLO's layout: {@code images}, {@code labels}, and a data set's description. */
final class TrainingFolder {
    private static final int DECIMALS = 9;

    private TrainingFolder() {}

    /** A labelled frame and the path of its image in the data set. */
    record Entry(String name, DatasetItem item) {}

    /** Writes images and labels. Images are linked where the file system can. */
    static void write(Path folder, List<Entry> entries) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        Set<String> taken = new HashSet<>();
        for (Entry entry : entries) {
            String name = entry.name();
            for (int number = 2; !taken.add(AnnotatedImage.stem(name)); number++) {
                name = number + "_" + entry.name();
            }
            DataSetFolder.place(entry.item().image(), folder.resolve("images/" + name), true);
            AtomicFile.write(
                    folder.resolve("labels/" + AnnotatedImage.stem(name) + ".txt"),
                    lines(entry.item().labels()));
        }
    }

    /** The lines of a label file. */
    static String lines(List<LabelledBox> labels) {
        StringBuilder lines = new StringBuilder();
        for (LabelledBox box : labels) {
            lines.append(box.classId());
            for (double value : new double[] {box.cx(), box.cy(), box.w(), box.h()}) {
                lines.append(' ').append(Decimals.plain(value, DECIMALS));
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    /** Writes the description of a data set. */
    static void describe(Path yaml, Path train, Path val, List<String> classNames) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        Path folder = yaml.toAbsolutePath().getParent();
        content.put("path", String.valueOf(folder));
        content.put("train", train.toAbsolutePath().toString());
        content.put("val", val.toAbsolutePath().toString());
        Map<Integer, String> names = new LinkedHashMap<>();
        classNames.forEach(name -> names.put(names.size(), name));
        content.put("names", names);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        AtomicFile.write(yaml, new Yaml(options).dump(content));
    }
}

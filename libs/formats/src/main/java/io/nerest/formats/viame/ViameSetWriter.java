package io.nerest.formats.viame;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.Decimals;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.SplitFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes VIAME's CSV and its image list for each split, and the classes in {@code labels.txt}. The image list names the
 * images without boxes too.
 */
public final class ViameSetWriter implements AnnotationWriter {
    private static final int DECIMALS = 6;
    private static final String HEADER = "# 1: Detection or Track-id,2: Video or Image Identifier,3: Unique Frame"
            + " Identifier,4-7: Img-bbox(TL_x,TL_y,BR_x,BR_y),8: Detection or Length Confidence,9: Target Length (0 or -1 if"
            + " invalid),10-11+: Repeated Species,Confidence Pairs or Attributes";

    @Override
    public String imagePath(AnnotatedImage image) {
        return "images/" + image.name();
    }

    @Override
    public void write(AnnotationSet set, Path folder) throws IOException {
        Files.write(folder.resolve("labels.txt"), set.classNames());
        for (Split split : set.splits()) {
            List<AnnotatedImage> images = set.images(split);
            Files.write(
                    folder.resolve(SplitFiles.name(split, ".txt")),
                    images.stream().map(AnnotatedImage::name).toList());
            try (BufferedWriter csv = Files.newBufferedWriter(folder.resolve(SplitFiles.name(split, ".csv")))) {
                csv.write(HEADER + "\n");
                int id = 0;
                for (int i = 0; i < images.size(); i++) {
                    for (AnnotatedBox box : images.get(i).boxes()) {
                        csv.write(row(id++, i, AnnotationWriter.requireSize(images.get(i)), box));
                    }
                }
            }
        }
    }

    private static String row(int id, int frame, AnnotatedImage image, AnnotatedBox box) {
        String confidence = Decimals.plain(box.confidence().orElse(1), DECIMALS);
        return String.join(
                        ",",
                        Integer.toString(id),
                        quoted(image.name()),
                        Integer.toString(frame),
                        Decimals.plain(box.left() * image.width(), DECIMALS),
                        Decimals.plain(box.top() * image.height(), DECIMALS),
                        Decimals.plain(box.right() * image.width(), DECIMALS),
                        Decimals.plain(box.bottom() * image.height(), DECIMALS),
                        confidence,
                        "0",
                        quoted(box.className()),
                        confidence)
                + "\n";
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

package io.nerest.detector.architecture;

import io.nerest.detector.architecture.Block.C2f;
import io.nerest.detector.architecture.Block.C3;
import io.nerest.detector.architecture.Block.Concat;
import io.nerest.detector.architecture.Block.Conv;
import io.nerest.detector.architecture.Block.Detect;
import io.nerest.detector.architecture.Block.Sppf;
import io.nerest.detector.architecture.Block.Upsample;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the text of an {@link ArchitectureFile}. */
public final class ArchitectureText {
    private ArchitectureText() {}

    /**
     * Returns the text of one of the {@link Architectures}.
     *
     * @param name such as {@code yolov8n}
     * @throws IllegalArgumentException if there is no such network
     */
    public static String of(String name) {
        Architectures.Member member = Architectures.member(name);
        Family family = member.family();
        Scale scale = member.scale();
        StringBuilder text = new StringBuilder("# ")
                .append(family.member(scale))
                .append("\nnc: 80 # taken from the data set\nscales:\n  ")
                .append(scale.letter())
                .append(String.format(
                        Locale.ROOT, ": [%s, %s, %d]\n", scale.depth(), scale.width(), scale.maxChannels()));
        text.append("backbone:\n");
        for (int row = 0; row < family.layers().size(); row++) {
            if (row == family.embeddingLayer() + 1) {
                text.append("head:\n");
            }
            Layer layer = family.layers().get(row);
            text.append("  - [")
                    .append(layer.from().size() == 1 ? layer.from().get(0) : layer.from())
                    .append(", ")
                    .append(layer.block().accept(new Cells()))
                    .append("]\n");
        }
        return text.toString();
    }

    /** Returns a text with other channels of its convolutions. */
    public static String withChannels(String text, Map<String, List<Integer>> channels) {
        int existing = text.indexOf("\nchannels:\n");
        StringBuilder changed = new StringBuilder(existing < 0 ? text : text.substring(0, existing + 1));
        changed.append("channels:\n");
        new TreeMap<>(channels)
                .forEach((name, parts) -> changed.append("  ")
                        .append(name)
                        .append(": ")
                        .append(parts)
                        .append('\n'));
        return changed.toString();
    }

    /** Repeats, module and arguments of a row. */
    private static final class Cells implements Block.Visitor<String> {
        @Override
        public String conv(Conv conv) {
            return "1, Conv, [%d, %d, %d, %d]".formatted(conv.channels(), conv.kernel(), conv.stride(), conv.padding());
        }

        @Override
        public String c2f(C2f c2f) {
            return "%d, C2f, [%d, %s]".formatted(c2f.repeats(), c2f.channels(), flag(c2f.shortcut()));
        }

        @Override
        public String c3(C3 c3) {
            return "%d, C3, [%d, %s]".formatted(c3.repeats(), c3.channels(), flag(c3.shortcut()));
        }

        @Override
        public String sppf(Sppf sppf) {
            return "1, SPPF, [%d, %d]".formatted(sppf.channels(), sppf.kernel());
        }

        @Override
        public String upsample(Upsample upsample) {
            return "1, nn.Upsample, [None, 2, \"nearest\"]";
        }

        @Override
        public String concat(Concat concat) {
            return "1, Concat, [1]";
        }

        @Override
        public String detect(Detect detect) {
            return "1, Detect, [nc]";
        }

        private static String flag(boolean value) {
            return value ? "True" : "False";
        }
    }
}

package io.nerest.detector.architecture;

import io.nerest.detector.architecture.Block.C2f;
import io.nerest.detector.architecture.Block.C3;
import io.nerest.detector.architecture.Block.Concat;
import io.nerest.detector.architecture.Block.Conv;
import io.nerest.detector.architecture.Block.Detect;
import io.nerest.detector.architecture.Block.Sppf;
import io.nerest.detector.architecture.Block.Upsample;
import io.nerest.detector.architecture.DetectHead.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expands a family's table, at one scale, into operations. Within a block, convolutions are declared in the order of the
 * reference's state dictionary, which is not always the order in which they are computed.
 */
final class GraphBuilder {
    private static final int BINS = 16;

    private final Family family;
    private final Scale scale;
    private final int classes;
    private final Value input = new Value(0, 3, 1);
    private final List<Operation> operations = new ArrayList<>();
    private final List<ConvolutionLayer> convolutions = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private int values = 1;
    private int row;
    private @Nullable DetectHead head;

    GraphBuilder(Family family, Scale scale, int classes) {
        this.family = family;
        this.scale = scale;
        this.classes = classes;
    }

    NetworkDescription build() {
        Value previous = input;
        for (row = 0; row < family.layers().size(); row++) {
            Layer layer = family.layers().get(row);
            List<Value> sources = new ArrayList<>();
            for (int from : layer.from()) {
                sources.add(from == -1 ? previous : outputs.get(from));
            }
            previous = add(layer.block(), sources);
            outputs.add(previous);
        }
        if (head == null) {
            throw new IllegalStateException(family.prefix() + " has no head");
        }
        return new NetworkDescription(
                family.member(scale), input, operations, convolutions, outputs.get(family.embeddingLayer()), head, "");
    }

    private Value add(Block block, List<Value> sources) {
        return block.accept(new Row("model." + row, sources));
    }

    /** Adds the block of one row of the table and returns its output. */
    private final class Row implements Block.Visitor<Value> {
        private final String name;
        private final List<Value> sources;
        private final Value source;

        Row(String name, List<Value> sources) {
            this.name = name;
            this.sources = sources;
            this.source = sources.get(0);
        }

        @Override
        public Value conv(Conv conv) {
            int channels = scale.channels(conv.channels());
            return apply(
                    declare(name, source.channels(), channels, conv.kernel(), conv.stride(), conv.padding()), source);
        }

        @Override
        public Value c2f(C2f c2f) {
            return GraphBuilder.this.c2f(name, c2f, source);
        }

        @Override
        public Value c3(C3 c3) {
            return GraphBuilder.this.c3(name, c3, source);
        }

        @Override
        public Value sppf(Sppf sppf) {
            return GraphBuilder.this.sppf(name, sppf, source);
        }

        @Override
        public Value upsample(Upsample upsample) {
            Value output = value(source.channels(), source.stride() / 2);
            operations.add(new Operation.Upsample(output, source, 2));
            return output;
        }

        @Override
        public Value concat(Concat concat) {
            return GraphBuilder.this.concat(sources);
        }

        @Override
        public Value detect(Detect detect) {
            head = GraphBuilder.this.detect(name, sources);
            return source;
        }
    }

    private Value c2f(String name, C2f block, Value source) {
        int channels = scale.channels(block.channels());
        int repeats = scale.repeats(block.repeats());
        int half = channels / 2;
        ConvolutionLayer first = declare(name + ".cv1", source.channels(), 2 * half, 1);
        ConvolutionLayer last = declare(name + ".cv2", (2 + repeats) * half, channels, 1);
        Value both = apply(first, source);
        List<Value> parts = new ArrayList<>();
        parts.add(slice(both, 0, half));
        Value previous = slice(both, half, half);
        parts.add(previous);
        for (int i = 0; i < repeats; i++) {
            previous = bottleneck(name + ".m." + i, previous, 3, block.shortcut());
            parts.add(previous);
        }
        return apply(last, concat(parts));
    }

    private Value c3(String name, C3 block, Value source) {
        int channels = scale.channels(block.channels());
        int half = channels / 2;
        ConvolutionLayer deep = declare(name + ".cv1", source.channels(), half, 1);
        ConvolutionLayer plain = declare(name + ".cv2", source.channels(), half, 1);
        ConvolutionLayer last = declare(name + ".cv3", 2 * half, channels, 1);
        Value chain = apply(deep, source);
        for (int i = 0; i < scale.repeats(block.repeats()); i++) {
            chain = bottleneck(name + ".m." + i, chain, 1, block.shortcut());
        }
        return apply(last, concat(List.of(chain, apply(plain, source))));
    }

    private Value bottleneck(String name, Value source, int firstKernel, boolean shortcut) {
        int channels = source.channels();
        Value inner = apply(declare(name + ".cv1", channels, channels, firstKernel), source);
        Value result = apply(declare(name + ".cv2", channels, channels, 3), inner);
        if (!shortcut) {
            return result;
        }
        Value sum = value(channels, source.stride());
        operations.add(new Operation.Add(sum, source, result));
        return sum;
    }

    private Value sppf(String name, Sppf block, Value source) {
        int half = source.channels() / 2;
        ConvolutionLayer first = declare(name + ".cv1", source.channels(), half, 1);
        ConvolutionLayer last = declare(name + ".cv2", 4 * half, scale.channels(block.channels()), 1);
        List<Value> stages = new ArrayList<>();
        stages.add(apply(first, source));
        for (int i = 0; i < 3; i++) {
            Value pooled = value(half, source.stride());
            operations.add(new Operation.MaxPool(pooled, stages.get(i), block.kernel()));
            stages.add(pooled);
        }
        return apply(last, concat(stages));
    }

    private DetectHead detect(String name, List<Value> sources) {
        int finest = sources.get(0).channels();
        int boxWidth = Math.max(Math.max(16, finest / 4), 4 * BINS);
        int scoreWidth = Math.max(finest, Math.min(classes, 100));
        List<Value> boxes = branch(name + ".cv2.", sources, boxWidth, 4 * BINS);
        List<Value> scores = branch(name + ".cv3.", sources, scoreWidth, classes);
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            levels.add(new Level(boxes.get(i), scores.get(i)));
        }
        return new DetectHead(name, classes, BINS, levels);
    }

    private List<Value> branch(String prefix, List<Value> sources, int width, int channels) {
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Value source = sources.get(i);
            String name = prefix + i;
            Value inner = apply(declare(name + ".0", source.channels(), width, 3), source);
            inner = apply(declare(name + ".1", width, width, 3), inner);
            ConvolutionLayer last =
                    new ConvolutionLayer(name + ".2", row, width, channels, 1, 1, 0, 1, false, Activation.NONE);
            convolutions.add(last);
            results.add(apply(last, inner));
        }
        return results;
    }

    private ConvolutionLayer declare(String name, int from, int to, int kernel) {
        return declare(name, from, to, kernel, 1, kernel / 2);
    }

    private ConvolutionLayer declare(String name, int from, int to, int kernel, int stride, int padding) {
        ConvolutionLayer layer =
                new ConvolutionLayer(name, row, from, to, kernel, stride, padding, 1, true, Activation.SILU);
        convolutions.add(layer);
        return layer;
    }

    private Value apply(ConvolutionLayer layer, Value source) {
        Value output = value(layer.outputs(), source.stride() * layer.stride());
        operations.add(new Operation.Convolution(output, source, layer));
        return output;
    }

    private Value slice(Value source, int from, int channels) {
        Value output = value(channels, source.stride());
        operations.add(new Operation.Slice(output, source, from));
        return output;
    }

    private Value concat(List<Value> sources) {
        int channels = sources.stream().mapToInt(Value::channels).sum();
        Value output = value(channels, sources.get(0).stride());
        operations.add(new Operation.Concat(output, sources));
        return output;
    }

    private Value value(int channels, int stride) {
        return new Value(values++, channels, stride);
    }
}

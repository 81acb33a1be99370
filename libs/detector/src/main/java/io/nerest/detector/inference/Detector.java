package io.nerest.detector.inference;

import io.nerest.detector.engine.InferenceEngine;
import io.nerest.detector.engine.NetworkOutput;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.engine.Engines;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.Letterbox;
import io.nerest.detector.image.LetterboxTransform;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NonMaximumSuppression;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.probe.EngineProbe;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds objects in pictures: letterbox, network, non-maximum suppression, and back to the picture's own pixels. May be
 * used by several threads at once.
 */
public final class Detector implements AutoCloseable {
    private static final int STRIDE = 32;

    private final InferenceEngine engine;
    private final List<String> classNames;
    private final DetectorOptions options;
    private final PixelBuffers buffers;

    private Detector(InferenceEngine engine, List<String> classNames, DetectorOptions options) {
        this.engine = engine;
        this.classNames = classNames;
        this.options = options;
        this.buffers = new PixelBuffers();
    }

    /**
     * Loads weights of any format, or a model that this project exported as ONNX.
     *
     * @throws io.nerest.detector.weights.UnreadableWeightsException where the file is not sound
     * @throws IllegalArgumentException where the engine or the device cannot run it
     * @throws IOException where the file cannot be read
     */
    public static Detector load(Path weights, DetectorOptions options) throws IOException {
        if (!OnnxModelFile.looksLike(weights)) {
            return of(TrainedNetwork.read(weights), options);
        }
        ModelProto model = OnnxModelFile.read(weights);
        return new Detector(
                Engines.of(model, options.device(), options.threads()), OnnxModelFile.classNames(model), options);
    }

    /** A detector of a network that is in memory already. */
    public static Detector of(TrainedNetwork network, DetectorOptions options) {
        EngineKind kind = options.engine() == EngineKind.AUTO
                ? EngineProbe.shared()
                        .choose(network, options.device(), options.imgsz(), options.batch(), options.threads())
                : options.engine();
        InferenceEngine engine = Engines.of(network, kind, options.device(), options.threads());
        return new Detector(engine, network.classNames(), options);
    }

    public List<String> classNames() {
        return classNames;
    }

    public DetectorOptions options() {
        return options;
    }

    /** The network alone, for who makes batches of their own; it is closed with this detector. */
    public InferenceEngine engine() {
        return engine;
    }

    /** What runs the network: {@code torchscript-bf16}. */
    public String engineName() {
        return engine.name();
    }

    /** Runs the network on grey squares until it is as fast as it will be. */
    public void warmUp() {
        try (DecodedImage grey = DecodedImage.filled(options.imgsz(), options.imgsz(), Letterbox.GREY)) {
            for (int i = 0; i < 3; i++) {
                predict(List.of(grey));
            }
        }
    }

    /** Predicts one picture. */
    public FramePrediction predict(DecodedImage picture) {
        return predict(List.of(picture)).get(0);
    }

    /**
     * Predicts pictures of any sizes: those of one shape in the network run together, at most {@code batch} at a time. The
     * pictures stay the caller's.
     *
     * @return a prediction for each picture, in their order
     */
    public List<FramePrediction> predict(List<DecodedImage> pictures) {
        Map<Shape, List<Integer>> byShape = new LinkedHashMap<>();
        for (int i = 0; i < pictures.size(); i++) {
            byShape.computeIfAbsent(shape(pictures.get(i)), shape -> new ArrayList<>())
                    .add(i);
        }
        FramePrediction[] predictions = new FramePrediction[pictures.size()];
        byShape.forEach((shape, indices) -> {
            for (int from = 0; from < indices.size(); from += options.batch()) {
                List<Integer> chunk = indices.subList(from, Math.min(indices.size(), from + options.batch()));
                List<FramePrediction> results =
                        run(shape, chunk.stream().map(pictures::get).toList());
                for (int i = 0; i < chunk.size(); i++) {
                    predictions[chunk.get(i)] = results.get(i);
                }
            }
        });
        return List.copyOf(Arrays.asList(predictions));
    }

    @Override
    public void close() {
        engine.close();
    }

    private record Shape(int height, int width) {}

    private Shape shape(DecodedImage picture) {
        if (options.square()) {
            return new Shape(options.imgsz(), options.imgsz());
        }
        int[] sides = Letterbox.smallestShape(picture.width(), picture.height(), options.imgsz(), STRIDE);
        return new Shape(sides[0], sides[1]);
    }

    private List<FramePrediction> run(Shape shape, List<DecodedImage> pictures) {
        int bytes = 3 * shape.height() * shape.width();
        ByteBuffer pixels = buffers.borrow(Math.multiplyExact(bytes, pictures.size()));
        try {
            List<LetterboxTransform> transforms = new ArrayList<>(pictures.size());
            for (int i = 0; i < pictures.size(); i++) {
                transforms.add(Letterbox.into(pictures.get(i), pixels, i * bytes, shape.height(), shape.width()));
            }
            NetworkOutput output = engine.run(pixels, pictures.size(), shape.height(), shape.width());
            List<FramePrediction> predictions = new ArrayList<>(pictures.size());
            for (int i = 0; i < pictures.size(); i++) {
                predictions.add(prediction(output, i, transforms.get(i)));
            }
            return predictions;
        } finally {
            buffers.giveBack(pixels);
        }
    }

    private FramePrediction prediction(NetworkOutput output, int index, LetterboxTransform transform) {
        List<Detection> detections =
                NonMaximumSuppression.apply(
                                output.predictions(), index, output.classes(), output.anchors(), options.nms())
                        .stream()
                        .map(found ->
                                new Detection(transform.toOriginal(found.box()), found.confidence(), found.classId()))
                        .toList();
        float[] embedding = output.embeddings().length == 0 ? new float[0] : output.embeddings()[index];
        return new FramePrediction(detections, embedding);
    }
}

package io.nerest.detector.inference;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.engine.Engines;
import io.nerest.detector.engine.InferenceEngine;
import io.nerest.detector.engine.NetworkOutput;
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
 * Detects objects in images: letterbox, network, non-maximum suppression, and boxes in pixels of the original image.
 * Thread-safe.
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
     * Loads weights of any format, or an ONNX model that Nerest exported.
     *
     * @throws io.nerest.detector.weights.UnreadableWeightsException if the file is damaged
     * @throws IllegalArgumentException if the engine or the device cannot run it
     * @throws IOException if the file cannot be read
     */
    public static Detector load(Path weights, DetectorOptions options) throws IOException {
        if (!OnnxModelFile.looksLike(weights)) {
            return of(TrainedNetwork.read(weights), options);
        }
        ModelProto model = OnnxModelFile.read(weights);
        return new Detector(
                Engines.of(model, options.device(), options.threads()), OnnxModelFile.classNames(model), options);
    }

    /** Creates a detector for a network in memory. */
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

    /** Returns the network without pre- and postprocessing. It is closed with this detector. */
    public InferenceEngine engine() {
        return engine;
    }

    /** Returns the name of the engine: {@code torchscript-bf16}. */
    public String engineName() {
        return engine.name();
    }

    /** Runs the network on grey squares, so that the first real image is not slower than later ones. */
    public void warmUp() {
        try (DecodedImage grey = DecodedImage.filled(options.imgsz(), options.imgsz(), Letterbox.GREY)) {
            for (int i = 0; i < 3; i++) {
                predict(List.of(grey));
            }
        }
    }

    /** Predicts one image. */
    public FramePrediction predict(DecodedImage image) {
        return predict(List.of(image)).get(0);
    }

    /**
     * Predicts images of any sizes. Images with the same shape in the network run together, at most {@code batch} at a
     * time. Does not close the images.
     *
     * @return a prediction for each image, in the same order
     */
    public List<FramePrediction> predict(List<DecodedImage> images) {
        Map<Shape, List<Integer>> byShape = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            byShape.computeIfAbsent(shape(images.get(i)), shape -> new ArrayList<>())
                    .add(i);
        }
        FramePrediction[] predictions = new FramePrediction[images.size()];
        byShape.forEach((shape, indices) -> {
            for (int from = 0; from < indices.size(); from += options.batch()) {
                List<Integer> chunk = indices.subList(from, Math.min(indices.size(), from + options.batch()));
                List<FramePrediction> results =
                        run(shape, chunk.stream().map(images::get).toList());
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

    private Shape shape(DecodedImage image) {
        if (options.square()) {
            return new Shape(options.imgsz(), options.imgsz());
        }
        int[] sides = Letterbox.smallestShape(image.width(), image.height(), options.imgsz(), STRIDE);
        return new Shape(sides[0], sides[1]);
    }

    private List<FramePrediction> run(Shape shape, List<DecodedImage> images) {
        int bytes = 3 * shape.height() * shape.width();
        ByteBuffer pixels = buffers.borrow(Math.multiplyExact(bytes, images.size()));
        try {
            List<LetterboxTransform> transforms = new ArrayList<>(images.size());
            for (int i = 0; i < images.size(); i++) {
                transforms.add(Letterbox.into(images.get(i), pixels, i * bytes, shape.height(), shape.width()));
            }
            NetworkOutput output = engine.run(pixels, images.size(), shape.height(), shape.width());
            List<FramePrediction> predictions = new ArrayList<>(images.size());
            for (int i = 0; i < images.size(); i++) {
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

package io.nerest.detector.weights;

import io.nerest.detector.pickle.PickleRefusedException;
import io.nerest.detector.pickle.PickleWalker;
import io.nerest.detector.pickle.Pickled;
import io.nerest.detector.pickle.Pickled.Dictionary;
import io.nerest.detector.pickle.Pickled.Instance;
import io.nerest.detector.pickle.Pickled.Tensor;
import io.nerest.detector.pickle.Pickled.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of {@code torch.save}: the reference's checkpoints, which contain a pickled module tree, and plain state
 * dictionaries. No code of the file is executed; see {@link PickleWalker}.
 */
public final class TorchCheckpoint {
    private TorchCheckpoint() {}

    /**
     * Reads the tensors of {@code ema} if present, else of {@code model}, {@code state_dict}, or of the
     * dictionary itself, and the metadata of {@link WeightsMetadata}.
     *
     * @throws UnreadableWeightsException if the file is damaged, names a class that is not allowed in checkpoints,
     *     declares more than it contains, or contains no tensors
     * @throws IOException if the file cannot be read
     */
    public static Weights read(Path file) throws IOException {
        try (TorchArchive archive = new TorchArchive(file)) {
            if (archive.holdsCode()) {
                throw new UnreadableWeightsException(
                        file,
                        "is a TorchScript module, which contains code; name the weights that it was written from");
            }
            Pickled content = PickleWalker.walk(archive.pickle());
            if (!(content instanceof Dictionary checkpoint)) {
                throw new UnreadableWeightsException(file, "holds a single object instead of a checkpoint");
            }
            for (String key : List.of("ema", "model")) {
                if (checkpoint.get(key).orElse(null) instanceof Instance module) {
                    return ofModule(archive, checkpoint, module);
                }
            }
            for (String key : List.of("state_dict", "model")) {
                if (checkpoint.get(key).orElse(null) instanceof Dictionary state) {
                    return weights(archive, named(state), PickledMetadata.of(checkpoint));
                }
            }
            return weights(archive, named(checkpoint), Map.of());
        } catch (PickleRefusedException refused) {
            throw new UnreadableWeightsException(file, String.valueOf(refused.getMessage()), refused);
        }
    }

    private static Weights ofModule(TorchArchive archive, Dictionary checkpoint, Instance module) throws IOException {
        ModuleTree tree = new ModuleTree(module);
        Map<String, String> metadata = new LinkedHashMap<>(PickledMetadata.of(checkpoint, module));
        if (!tree.withoutActivation().isEmpty()) {
            metadata.put(WeightsMetadata.WITHOUT_ACTIVATION, String.join(",", tree.withoutActivation()));
        }
        return weights(archive, tree.tensors(), metadata);
    }

    private static Map<String, Tensor> named(Dictionary state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<Pickled, Pickled> entry : state.entries().entrySet()) {
            if (entry.getKey() instanceof Text name && entry.getValue() instanceof Tensor tensor) {
                tensors.put(name.value(), tensor);
            }
        }
        return tensors;
    }

    private static Weights weights(TorchArchive archive, Map<String, Tensor> named, Map<String, String> metadata)
            throws IOException {
        if (named.isEmpty()) {
            throw new PickleRefusedException(
                    "holds no tensors under 'ema', 'model', 'state_dict' or names of their own");
        }
        List<WeightTensor> tensors = new ArrayList<>(named.size());
        for (Map.Entry<String, Tensor> entry : named.entrySet()) {
            tensors.add(archive.tensor(entry.getKey(), entry.getValue()));
        }
        return new Weights(tensors, metadata);
    }

    /** Returns whether a file starts like a zip archive. */
    static boolean looksLike(ByteBuffer beginning) {
        return beginning.remaining() >= 4
                && beginning.get(0) == 'P'
                && beginning.get(1) == 'K'
                && beginning.get(2) == 3
                && beginning.get(3) == 4;
    }
}

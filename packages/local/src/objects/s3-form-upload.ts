import type { ObjectFiles } from "./object-files.ts";
import type { ObjectVersion } from "./object-version.ts";
import { escapeXml, refuse, refuseUpload, type S3Answer, xmlAnswer } from "./s3-answer.ts";
import type { S3Call } from "./s3-call.ts";
import {
  BodyTooLarge,
  headersToKeep,
  limited,
  namedChecksums,
  objectBytesMax,
  refuseDigest,
  storedHeaders,
} from "./s3-write.ts";
import type { Credentials, SigningScope } from "../sigv4.ts";
import { readUploadForm } from "./upload-form.ts";
import { decideUpload, type FormFields } from "./upload-policy.ts";

const successAnswer = (fields: FormFields, version: ObjectVersion): S3Answer => {
  const { bucket, key, etag } = version;
  const headers = storedHeaders(version);
  const redirect = fields.get("success_action_redirect");
  if (redirect !== undefined && URL.canParse(redirect)) {
    const location = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket, key, etag })) location.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: location.href } };
  }
  const status = fields.get("success_action_status");
  if (status !== "201") return { status: status === "200" ? 200 : 204, headers };
  const [bucketText, keyText, etagText] = [bucket, key, etag].map(escapeXml);
  const xml = `<PostResponse><Bucket>${bucketText}</Bucket><Key>${keyText}</Key><ETag>${etagText}</ETag></PostResponse>`;
  return xmlAnswer(201, xml, headers);
};

/** PostObject: a browser's form under a policy that the server signed. Nothing of a refused file is kept. */
export const uploadForm = async (
  files: ObjectFiles,
  call: S3Call,
  scope: SigningScope & { readonly credentials: Credentials; readonly nowMs: number },
): Promise<S3Answer> => {
  const { fields, fileName, file } = await readUploadForm(call.headers["content-type"] ?? "", call.body);
  const allowed = decideUpload({ bucket: call.bucket, fields, fileName }, scope);
  if (!allowed.ok) return refuseUpload(allowed.error);
  const { key, bytesMin, bytesMax } = allowed.value;
  const checksums = namedChecksums(fields);
  if ("unknown" in checksums) return refuse("NotImplemented", `Checksum ${checksums.unknown} is not supported.`);
  try {
    const chunks = limited(file, Math.min(bytesMax, objectBytesMax));
    const staged = await files.stage(chunks, new Set(checksums.keys()));
    const wrong =
      staged.bytes < bytesMin
        ? refuse("EntityTooSmall", `The file has fewer than ${bytesMin} bytes.`)
        : refuseDigest(staged, { checksums, md5: fields.get("content-md5"), payloadHash: "UNSIGNED-PAYLOAD" });
    if (wrong !== undefined) {
      await files.discard(staged);
      return wrong;
    }
    const object = { bucket: call.bucket, key, headers: headersToKeep(fields), onlyIfAbsent: false };
    const stored = await files.commit(staged, object);
    if (!stored.ok) throw new Error("an unconditional upload was refused");
    return successAnswer(fields, stored.value);
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse("EntityTooLarge", `The file has more than ${bytesMax} bytes.`);
    throw error;
  }
};

import type { PictureGiven } from '../src/media/index.ts'
import { builder } from './builder.ts'
import { inputIdOf } from './global-id.ts'
import { LONGEST_ADDRESS, longest } from './text-length.ts'

export const MediaInputRef = builder.inputType('MediaInput', {
  isOneOf: true,
  description: 'A picture: an upload whose bytes have come, or where it can be copied from.',
  fields: (t) => ({
    uploadId: t.id({ description: 'Global id of an upload.' }),
    url: t.field({
      type: 'URL',
      description:
        'https address in the public internet, shown until the picture is copied; or the address of a picture that is here already.',
      extensions: longest(LONGEST_ADDRESS),
    }),
  }),
})

/**
 * Pictures of an input as the module takes them.
 * @param field path of the list in the mutation's input
 * @throws Refused INVALID_INPUT that names the field
 */
export function picturesOf(
  media: readonly (typeof MediaInputRef.$inferInput)[],
  field: readonly string[],
): PictureGiven[] {
  return media.map(({ uploadId, url }, index) => ({
    url,
    uploadId: uploadId == null ? null : inputIdOf('Upload', [...field, String(index), 'uploadId'], uploadId),
  }))
}

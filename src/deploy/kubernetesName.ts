/**
 * A model's name as Kubernetes takes it: small letters, digits and hyphens, short enough that
 * endings fit.
 *
 * @example kubernetesName('rain_in_seattle'); // 'rain-in-seattle'
 */
export function kubernetesName(model: string): string {
  return model.replaceAll('_', '-').slice(0, 40).replace(/-+$/, '');
}

export interface GraphqlContext { readonly todo: true }
